"""What the forms of this room ask for."""
