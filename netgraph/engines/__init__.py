"""Networks larger than memory: an engine does the joins, the metrics answer part by part."""
