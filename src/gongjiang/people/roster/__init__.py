"""How an employer's own workbook becomes a proposal: read, placed, compared, kept as lines."""
