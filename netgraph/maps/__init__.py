"""The interactive map: one HTML file that asks nobody for anything."""

from netgraph.maps.show import ShownMap, show_map
from netgraph.maps.write import RENDERERS, map_html, write_map

__all__ = ["RENDERERS", "ShownMap", "map_html", "show_map", "write_map"]
