"""Arithmetic of a composite index: arrays in, arrays out; no database, no clock.

A missing number is NaN everywhere, and no function fills one in.
"""
