"""Gongjiang 工匠: the platform on which a development zone builds its industrial workforce."""
