"""Pages of ideas that spread."""
