"""Pages: one folder a room, and web/house for what all pages share."""
