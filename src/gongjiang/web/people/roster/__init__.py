"""HR brings its own workbook: a proposal, read, applied whole, taken back."""
