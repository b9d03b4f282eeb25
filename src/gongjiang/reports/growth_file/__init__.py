"""A worker's ledger, as a timeline to read and as a signed bundle to take along."""
