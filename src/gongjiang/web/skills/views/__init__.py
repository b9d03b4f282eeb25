"""The pages of what people can do."""
