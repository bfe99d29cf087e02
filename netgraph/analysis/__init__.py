"""The questions: each a function of a network, each a file."""
