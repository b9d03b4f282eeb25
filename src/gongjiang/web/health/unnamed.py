"""Routes whose requests are logged without an account: those on which ideas go without a name.

All of their requests, not only those that did: a gap in the lines of somebody signed in would say
as much as a name.
"""

from __future__ import annotations

UNNAMED = frozenset(
    {
        "api:drop_idea",
        "api:find_dropped_idea",
        "api:find_similar_proposals",
        "proposals:at",
        "proposals:capture",
        "proposals:claim",
        "proposals:code",
        "similar:while_typing",
    }
)
