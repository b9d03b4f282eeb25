"""Other people's spreadsheets: opened safely, read as tables, cell by cell, and handed back."""
