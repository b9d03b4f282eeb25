"""Where Gongjiang runs, said before anything is imported that another system does not have."""

from __future__ import annotations

LINUX = "Linux"
WITH_FLOCK = frozenset({LINUX, "Darwin", "FreeBSD"})


def refusal(system: str, *, has_database: bool) -> str:
    """Why it does not run on a system, and what to do; empty where it does.

    Args:
        system: as `platform.system()` names it.
        has_database: whether DATABASE_URL names a server.
    """
    if system not in WITH_FLOCK:
        return (
            f"Gongjiang does not run on {system}, whose files cannot be locked as it needs. "
            "Use Linux; on Windows, inside WSL 2."
        )
    if system != LINUX and not has_database:
        return (
            f"The embedded PostgreSQL is supervised on Linux only, and this is {system}. Name a "
            "PostgreSQL 15 or newer in DATABASE_URL (and DATABASE_OWNER_URL), or use Linux."
        )
    return ""
