"""An enterprise's roll as a workbook that, brought back as it is, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from gongjiang.orgs.models import Enterprise
from gongjiang.people import identity
from gongjiang.people.brought.exporting import sheet_of
from gongjiang.people.roster.columns import COLUMNS, KINDS, POST_KINDS, SEXES
from gongjiang.people.roster.comparing import masked_id, masked_phone
from gongjiang.people.roster.places import Grounds, grounds_of

KEYS = (
    *("name", "national_id", "sex", "phone", "kind", "start", "site", "workshop", "team", "post"),
    *("post_kind", "person"),
)
WIDTHS = {"national_id": 21, "phone": 14, "start": 12, "post": 16, "workshop": 18, "person": 38}

ON_ROLL = """
    SELECT n.public_id, n.name, n.national_id_cipher, n.sex, n.phone_cipher, e.kind, e.valid_from,
           p.unit_id, p.post, p.post_kind, site.ancestor_id
    FROM people_employment e
    JOIN people_person n ON n.id = e.person_id AND n.state = 'ACTIVE'
    JOIN people_posting p ON p.employment_id = e.id AND p.valid_to IS NULL
    JOIN orgs_ancestry site ON site.descendant_id = p.unit_id AND site.valid_to IS NULL
    JOIN orgs_enterprise firm ON firm.unit_id = site.ancestor_id
    WHERE e.employer_id = %s AND e.valid_to IS NULL
      AND (%s = %s OR p.unit_id IN (
          SELECT descendant_id FROM orgs_ancestry WHERE ancestor_id = %s AND valid_to IS NULL
      ))
    ORDER BY p.unit_id, n.name_pinyin, n.id
"""


def exported(enterprise: int, scope: int) -> bytes:
    """Whoever works for an enterprise, in the scope, with numbers masked; an .xlsx.

    The last column says who somebody is without their national ID: it is understood when the file
    comes back, and by this enterprise alone.
    """
    return sheet_of(
        "花名册",
        KEYS,
        _rows(enterprise, scope),
        columns=COLUMNS,
        widths=WIDTHS,
        days={"start"},
    )


def _rows(enterprise: int, scope: int) -> Iterator[dict[str, Any]]:
    grounds: dict[int, Grounds] = {}
    with connection.cursor() as cursor:
        cursor.execute(ON_ROLL, [enterprise, scope, enterprise, scope])
        found = cursor.fetchall()
    codes = dict(
        Enterprise.objects.filter(unit_id__in={row[-1] for row in found}).values_list(
            "unit_id", "uscc"
        )
    )
    for owner, name, number, sex, phone, kind, start, unit, post, post_kind, site in found:
        if site not in grounds:
            grounds[site] = grounds_of(site)
        workshop, team = grounds[site].names(grounds[site].units[unit])
        yield {
            "person": str(owner),
            "name": name,
            "national_id": masked_id(identity.open_sealed("national_id", number, owner=owner)),
            "sex": SEXES.names[sex][0],
            "phone": masked_phone(identity.open_sealed("phone", phone, owner=owner)),
            "kind": KINDS.names[kind][0],
            "start": start,
            "site": "" if site == enterprise else codes[site],
            "workshop": workshop,
            "team": team,
            "post": post,
            "post_kind": POST_KINDS.names[post_kind][0],
        }
