"""Pages of benefit and reward."""
