"""Figures and growth files."""

from __future__ import annotations

from typing import Any

from access.readers import WORKER, Readers
from access.row import EVERYBODY, OWN_PEOPLE, Row, about_a_worker, without_object
from gongjiang.people.models import Role
from world import Site


def the_first(readers: Readers, site: Site) -> dict[str, Any]:
    return {"number": 1}


WHO_TAKE_ALONG = frozenset({WORKER, Role.HR})

REPORTS = {
    "reports:figures": without_object(EVERYBODY),
    "reports:figure": Row(arguments=the_first),
    "reports:records": Row(arguments=the_first, searched=True),
    "reports:about": without_object(EVERYBODY),
    "reports:verify": Row(anonymous=True),
    "reports:key": Row(anonymous=True),
    "growth:file": without_object(EVERYBODY),
    "growth:file_json": without_object(EVERYBODY),
    "growth:file_pdf": without_object(EVERYBODY),
    "growth:person": about_a_worker(OWN_PEOPLE),
    "growth:person_json": about_a_worker(WHO_TAKE_ALONG),
    "growth:person_pdf": about_a_worker(WHO_TAKE_ALONG),
}
