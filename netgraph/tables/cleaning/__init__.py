"""Raw cells into typed columns."""
