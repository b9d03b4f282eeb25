"""Pages of what the house tells: figures, growth files, the framework, and how to check a file."""
