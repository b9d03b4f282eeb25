"""What each page of people answers."""
