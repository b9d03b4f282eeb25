"""What happens to the index: it is computed, and its framework is written."""
