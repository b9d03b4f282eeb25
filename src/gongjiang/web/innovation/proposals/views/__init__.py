"""Pages of proposals, one file for each reader they are for."""
