"""What a hall screen shows, and how it is known again."""
