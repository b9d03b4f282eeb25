"""Arithmetic and thresholds of careers: no database, no clock."""
