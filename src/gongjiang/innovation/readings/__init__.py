"""Readings of meters and shop-floor systems, as they come in spreadsheets."""
