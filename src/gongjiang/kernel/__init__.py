"""Small pure things that every room needs; no database."""
