"""What people ask about their own data, and who decides."""

from __future__ import annotations

from typing import Any

from access.readers import WORKER, Readers
from access.row import NOBODY, OWN_HR, Row, keyed
from gongjiang.kernel.periods import now
from gongjiang.people.models import CorrectionRequest, ErasureRequest, Role
from gongjiang.people.services.privacy import ask_correction, ask_erasure
from world import Site


def a_correction(readers: Readers, site: Site) -> dict[str, Any]:
    person = readers.worker_of(site)
    asked = CorrectionRequest.objects.filter(person=person).first() or ask_correction(
        person=person, field="SEX", wanted="FEMALE", reason="录错", at=now()
    )
    return {"public_id": asked.public_id}


def an_erasure(readers: Readers, site: Site) -> dict[str, Any]:
    person = readers.worker_of(site)
    asked = ErasureRequest.objects.filter(person=person).first() or ask_erasure(
        person=person, reason="", at=now()
    )
    return {"public_id": asked.public_id}


def a_number(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": readers.worker_of(site).public_id, "field": "phone"}


OFFICER = frozenset({Role.PRIVACY_OFFICER})
THE_WORKER = frozenset({WORKER})

PRIVACY = {
    "privacy:looks": Row(),
    "privacy:my_corrections": Row(),
    "privacy:withdraw_correction": Row(
        own=THE_WORKER, other=NOBODY, method="post", arguments=a_correction, data=keyed()
    ),
    "privacy:my_erasure": Row(),
    "privacy:withdraw_erasure": Row(
        own=THE_WORKER, other=NOBODY, method="post", arguments=an_erasure, data=keyed()
    ),
    "privacy:number": Row(own=THE_WORKER | OWN_HR, other=NOBODY, arguments=a_number),
    "privacy:corrections": Row(own=OWN_HR, other=OWN_HR, searched=True),
    "privacy:correction": Row(own=OWN_HR, other=NOBODY, arguments=a_correction),
    "privacy:erasures": Row(own=OFFICER, other=OFFICER),
    "privacy:erasure": Row(own=OFFICER, other=OFFICER, arguments=an_erasure),
}
