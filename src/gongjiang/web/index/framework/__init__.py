"""The framework as a form, and what helps to weigh."""
