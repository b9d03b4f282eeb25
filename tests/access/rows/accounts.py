"""Rows of signing in, of slips and recoveries, and of what people ask about their own data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from access.readers import WORKER, Readers, client_of
from access.row import NOBODY, OWN_HR, Row
from gongjiang.people.models import CorrectionRequest, Person, Role
from gongjiang.people.services import privacy
from gongjiang.people.services.accounts import open_recovery
from gongjiang.people.services.employment import end_employment
from world import OPENING, Site, make_worker

LONG_PAST = datetime(2020, 4, 1, tzinfo=UTC)
ISSUERS = frozenset({Role.HR, Role.SYSTEM_ADMIN})
OFFICER = frozenset({Role.PRIVACY_OFFICER})


def a_passkey(readers: Readers, site: Site) -> dict[str, Any]:
    return {"pk": 1}


def a_token(readers: Readers, site: Site) -> dict[str, Any]:
    return {"token": "nobodys-slip"}


def a_person(readers: Readers, site: Site) -> dict[str, Any]:
    return {"person_id": readers.worker_of(site).public_id}


def somebody_without_a_number(readers: Readers, site: Site) -> dict[str, Any]:
    return {"person": str(site.hr.public_id)}


def an_old_recovery(readers: Readers, site: Site) -> dict[str, Any]:
    """Too old to be confirmed, so that the first who may does not take it from the next."""
    person = readers.worker_of(site)
    client_of(person)
    recovery = person.recoveries.first() or open_recovery(
        person=person, actor=site.hr, reason="手机丢失", at=LONG_PAST
    )
    return {"public_id": recovery.public_id}


def a_correction(readers: Readers, site: Site) -> dict[str, Any]:
    asked = _asked(readers.worker_of(site), "SEX", "FEMALE")
    return {"public_id": asked.public_id}


def a_withdrawn_correction(readers: Readers, site: Site) -> dict[str, Any]:
    person = readers.worker_of(site)
    asked = _asked(person, "PHONE", "13900000000")
    if asked.state == asked.State.OPEN:
        privacy.withdraw_correction(request_id=asked.id, actor=person, at=LONG_PAST)
    return {"public_id": asked.public_id}


def _asked(person: Person, field: str, wanted: str) -> CorrectionRequest:
    return person.correction_requests.filter(field=field).first() or privacy.ask_correction(
        person=person, field=field, wanted=wanted, reason="登记错误", at=LONG_PAST
    )


def a_withdrawn_erasure(readers: Readers, site: Site) -> dict[str, Any]:
    person = readers.worker_of(site)
    asked = person.erasure_requests.first()
    if asked is None:
        asked = privacy.ask_erasure(person=person, reason="", at=LONG_PAST)
        privacy.withdraw_erasure(request_id=asked.id, actor=person, at=LONG_PAST)
    return {"public_id": asked.public_id}


def somebody_long_gone(readers: Readers, site: Site) -> dict[str, Any]:
    """Who left the site longer ago than records are kept."""
    name = f"{site.enterprise.name[0]}旧工"
    gone = Person.objects.filter(name=name).first()
    if gone is None:
        worked = make_worker(site, name, on=OPENING)
        left = date(2017, 11, 15)
        end_employment(employment_id=worked.id, reason="RESIGNED", actor=site.hr, on=left)
        gone = worked.person
    return {"public_id": gone.public_id}


def nobody_gets_there() -> Row:
    """A page that leads on at once, or shows what none of the readers has."""
    return Row(own=NOBODY, other=NOBODY)


def to(roles: frozenset[str]) -> Row:
    return Row(own=roles, other=roles)


SIGN_IN = {
    "account_login": Row(anonymous=True),
    "mfa_login_webauthn": Row(),
    "mfa_authenticate": Row(),  # leads home: the second step is behind them
    "account_logout": Row(),
    "account_inactive": Row(anonymous=True),
    # None of the readers has anything to confirm with.
    "account_reauthenticate": nobody_gets_there(),
    "mfa_reauthenticate": nobody_gets_there(),
    "mfa_reauthenticate_webauthn": nobody_gets_there(),
    "mfa_index": Row(),
    "account_change_password": Row(),
    "account_set_password": Row(),
    "mfa_activate_totp": Row(),
    "mfa_deactivate_totp": nobody_gets_there(),
    "mfa_view_recovery_codes": nobody_gets_there(),
    "mfa_generate_recovery_codes": Row(),
    "mfa_download_recovery_codes": nobody_gets_there(),
    "mfa_list_webauthn": Row(),
    "mfa_add_webauthn": Row(),
    "mfa_edit_webauthn": Row(own=NOBODY, other=NOBODY, arguments=a_passkey),
    "mfa_remove_webauthn": Row(own=NOBODY, other=NOBODY, arguments=a_passkey),
}

ACCOUNTS = {
    "accounts:activate": Row(arguments=a_token, anonymous=True),
    "accounts:slips": to(ISSUERS),
    "accounts:print_slips": Row(
        own=OWN_HR, other=NOBODY, method="post", data=somebody_without_a_number
    ),
    "accounts:recoveries": Row(),
    "accounts:open_recovery": Row(own=OWN_HR, other=NOBODY, arguments=a_person),
    "accounts:confirm_recovery": Row(
        own=frozenset({Role.TEAM_LEADER}), other=NOBODY, method="post", arguments=an_old_recovery
    ),
}

PRIVACY = {
    "privacy:looks": Row(),
    "privacy:my_corrections": Row(),
    "privacy:withdraw_correction": Row(
        own=frozenset({WORKER}), other=NOBODY, method="post", arguments=a_withdrawn_correction
    ),
    "privacy:my_erasure": Row(),
    "privacy:withdraw_erasure": Row(
        own=frozenset({WORKER}), other=NOBODY, method="post", arguments=a_withdrawn_erasure
    ),
    "privacy:corrections": to(OWN_HR),
    "privacy:correction": Row(own=OWN_HR, other=NOBODY, arguments=a_correction),
    "privacy:erasures": to(OFFICER),
    "privacy:retention": to(OFFICER),
    "privacy:retention_all": to(OFFICER),
    "privacy:retention_one": Row(own=OFFICER, other=OFFICER, arguments=somebody_long_gone),
    "privacy:erasure": Row(own=OFFICER, other=OFFICER, arguments=a_withdrawn_erasure),
}
