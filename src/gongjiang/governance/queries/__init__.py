"""What can be asked of this room, and what each reader may see."""
