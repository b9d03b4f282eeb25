"""Forms of masters and apprentices."""
