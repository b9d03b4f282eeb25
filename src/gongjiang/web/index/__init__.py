"""Pages of the index: the zone measured, and the hall that shows it."""
