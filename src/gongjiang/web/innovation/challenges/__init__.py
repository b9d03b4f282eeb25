"""Pages of the challenge market."""
