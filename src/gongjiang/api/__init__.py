"""The same deeds and questions as the pages, as JSON over OpenAPI."""
