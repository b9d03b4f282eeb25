"""The house itself."""

from __future__ import annotations

from access.row import NOBODY, Row

HOUSE = {
    "house:style": Row(own=NOBODY, other=NOBODY),
    "house:theme": Row(method="post", anonymous=True),
    "house:language": Row(method="post", anonymous=True),
    "house:csp_report": Row(method="post", anonymous=True),
}
