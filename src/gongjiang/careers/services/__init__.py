"""What happens in this room: one function a deed, one transaction a function."""
