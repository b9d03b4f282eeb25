"""What HR's deeds ask for."""
