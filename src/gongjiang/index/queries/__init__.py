"""What can be asked of the index, and what each reader may see."""
