"""What can be asked of what people can do, and what each reader may see."""
