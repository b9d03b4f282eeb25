"""HR's own workbook of certificates: skill-level and operation certificates, row by row."""
