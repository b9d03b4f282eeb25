"""Pages of masters and apprentices."""
