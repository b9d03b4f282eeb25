"""What the deeds of careers ask for."""
