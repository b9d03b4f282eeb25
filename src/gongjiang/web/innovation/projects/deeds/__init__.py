"""What can be done on a page, a file a noun."""
