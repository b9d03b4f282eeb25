"""What an enterprise decided about ideas before the system was there: from its own workbook."""
