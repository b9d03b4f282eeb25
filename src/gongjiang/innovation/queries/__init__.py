"""What can be asked of ideas, and what each reader may see."""
