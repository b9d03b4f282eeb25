"""What happens to people: one function a deed, one transaction a function."""
