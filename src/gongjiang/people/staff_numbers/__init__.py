"""The numbers an employer gives its people: other workbooks name them so."""
