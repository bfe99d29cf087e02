"""Any table in, two checked tables out, every repair an issue."""
