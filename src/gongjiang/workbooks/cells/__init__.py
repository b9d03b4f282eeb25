"""A cell's value, understood; or the sentence that says why not, and how to mend it."""
