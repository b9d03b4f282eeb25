"""Signing in, activation slips, recovery, "my account and security"."""
