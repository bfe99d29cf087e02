"""Many searches: read together, answered each alone and all as one."""
