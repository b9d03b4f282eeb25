"""Who may do what about ideas, and why not."""
