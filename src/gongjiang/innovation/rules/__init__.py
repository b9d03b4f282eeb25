"""Arithmetic and thresholds of innovation: no database, no clock."""
