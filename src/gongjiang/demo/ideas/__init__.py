"""Ideas of five years, in columns: who had them and when, what they say, what became of them."""
