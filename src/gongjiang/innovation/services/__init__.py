"""What happens between an idea and its benefit."""
