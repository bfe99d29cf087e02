"""Many searches: each taken out alone, and everybody as one network."""
