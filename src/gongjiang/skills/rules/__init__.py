"""Arithmetic and thresholds; no database, no clock."""
