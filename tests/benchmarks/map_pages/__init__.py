"""Pages of other map libraries, as their documentation has them for large graphs."""
