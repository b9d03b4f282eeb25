"""What is shown, a page a file."""
