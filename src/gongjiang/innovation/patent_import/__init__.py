"""An enterprise's own list of patents: brought row by row, and written out again."""
