"""Made-up networks with known answers."""
