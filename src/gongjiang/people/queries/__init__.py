"""What can be asked of people, and what each reader may see."""
