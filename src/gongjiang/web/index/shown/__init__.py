"""The index ready to be drawn."""
