"""Each page and each form, one module a page."""
