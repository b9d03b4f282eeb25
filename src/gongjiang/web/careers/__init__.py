"""Pages of the career ladder: one's own path, rounds, judging, what HR records, the ladder."""
