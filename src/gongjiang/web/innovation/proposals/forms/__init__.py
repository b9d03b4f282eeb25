"""What is asked of a proposal, at each of its steps."""
