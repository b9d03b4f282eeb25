"""What happens between masters and apprentices."""
