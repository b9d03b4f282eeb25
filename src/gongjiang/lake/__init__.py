"""What happened, and who was where at each month's end, as Parquet beside the database."""
