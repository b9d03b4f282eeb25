"""A worker's rights over their own data: who looked, corrections, erasure, opening a number."""
