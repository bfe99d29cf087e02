"""Bytes into raw cells: a file for each format, and for each exporter."""
