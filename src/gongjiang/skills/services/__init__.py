"""What happens to what people can do: one function a deed."""
