"""A parser of foreign files runs in a process of its own, with little memory and little time."""
