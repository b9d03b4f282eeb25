"""What can be asked, and what each reader may see."""
