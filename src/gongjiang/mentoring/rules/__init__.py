"""Arithmetic and thresholds of mentoring: no database, no clock."""
