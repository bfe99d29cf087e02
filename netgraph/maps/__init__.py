"""The interactive map: one HTML file that asks nobody for anything."""
