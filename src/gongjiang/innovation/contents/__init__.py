"""What an office may decide about this room: a rule's content a class, one file a noun."""
