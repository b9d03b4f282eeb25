"""What can be asked of masters and apprentices."""
