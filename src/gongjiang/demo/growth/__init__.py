"""How people grew: grades, ranks, titles, masters and apprentices, as columns before rows."""
