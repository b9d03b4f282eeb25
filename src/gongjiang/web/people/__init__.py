"""Pages of people: home, list, person, and what HR does."""
