"""HR brings a workbook of certificates, first grades or staff numbers: the pages of all kinds."""
