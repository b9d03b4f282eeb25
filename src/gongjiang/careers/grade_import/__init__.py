"""The grades people hold when the system is taken up: from HR's own workbook."""
