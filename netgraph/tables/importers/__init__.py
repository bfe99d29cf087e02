"""Exports of address books and customer systems, one file an exporter."""
