"""What is told to others: the zone's figures, and a worker's own growth file."""
