"""A sheet as a table: where its header stands, which column is what, which rows are no rows."""
