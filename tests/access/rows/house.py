"""The house itself."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import NOBODY, Row
from world import Site


def nobodys_link(readers: Readers, site: Site) -> dict[str, Any]:
    return {"token": "not-a-link"}


HOUSE = {
    # Only in a demo home.
    "demo:sign_in": Row(own=NOBODY, other=NOBODY, arguments=nobodys_link),
    # For machines that watch; /metrics on this machine only, which a test client is.
    "health:live": Row(anonymous=True),
    "health:ready": Row(anonymous=True),
    "health:metrics": Row(anonymous=True),
    "house:style": Row(own=NOBODY, other=NOBODY),
    "house:theme": Row(method="post", anonymous=True),
    "house:language": Row(method="post", anonymous=True),
    "house:csp_report": Row(method="post", anonymous=True),
}
