"""Arithmetic and thresholds. No database, no clock."""
