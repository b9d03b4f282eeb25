"""Pages, one file a noun."""
