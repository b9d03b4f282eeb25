"""Pages of projects, five-small items, patents, teams and the closed loop."""
