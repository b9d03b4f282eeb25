"""The pages of a brought workbook, whatever its kind: wait, name columns, review, apply, undo."""
