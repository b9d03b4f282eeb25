"""A demo's sign-in links, which are not there on any other home."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import NOBODY, Row
from world import Site


def a_token(readers: Readers, site: Site) -> dict[str, Any]:
    return {"token": "demo-hr.signature"}


DEMO = {"demo:sign_in": Row(own=NOBODY, other=NOBODY, arguments=a_token)}
