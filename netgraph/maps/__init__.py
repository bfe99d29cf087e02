"""The interactive map: one HTML file that asks nobody for anything."""

from netgraph.maps.write import RENDERERS, map_html, write_map

__all__ = ["RENDERERS", "map_html", "write_map"]
