"""Typed columns into people, pairs and organizations."""
