"""Networks larger than a memory: an engine does the joins, the in-memory metrics answer part by part."""
