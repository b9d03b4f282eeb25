"""A synthetic zone, true to what the services would have left behind."""
