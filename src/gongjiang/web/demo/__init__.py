"""Sign in to a demo zone by a printed link."""
