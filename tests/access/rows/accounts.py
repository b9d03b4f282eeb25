"""Signing in, and the way to an account."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import NOBODY, OWN_HR, Row, keyed
from gongjiang.kernel.periods import now
from gongjiang.people.models import Recovery, Role
from gongjiang.people.services.accounts import open_recovery
from world import Site


def a_slip(readers: Readers, site: Site) -> dict[str, Any]:
    return {"token": "no-such-slip"}


def a_recovery(readers: Readers, site: Site) -> dict[str, Any]:
    """The site's worker lost every way to sign in, and its HR said so."""
    person = readers.worker_of(site)
    running = Recovery.objects.filter(person=person).first()
    opened = running or open_recovery(person=person, actor=site.hr, reason="丢失", at=now())
    return {"public_id": opened.public_id}


def to_recover(readers: Readers, site: Site) -> dict[str, Any]:
    return {"person_id": readers.worker_of(site).public_id}


def a_passkey(readers: Readers, site: Site) -> dict[str, Any]:
    return {"pk": 1}


ISSUERS = OWN_HR | {Role.SYSTEM_ADMIN}
# Nobody of the matrix has a second factor or a passkey of their own to look at.
NOTHING_THERE = Row(own=NOBODY, other=NOBODY, arguments=a_passkey)

ACCOUNTS = {
    "account_login": Row(anonymous=True),
    "mfa_login_webauthn": Row(anonymous=True),
    "mfa_authenticate": Row(),
    "account_logout": Row(),
    "account_inactive": Row(anonymous=True),
    "account_reauthenticate": Row(),
    "mfa_reauthenticate": Row(),
    "mfa_reauthenticate_webauthn": Row(),
    "mfa_index": Row(),
    "account_change_password": Row(),
    "account_set_password": Row(),
    "mfa_activate_totp": Row(),
    "mfa_deactivate_totp": Row(),
    "mfa_view_recovery_codes": Row(),
    "mfa_generate_recovery_codes": Row(),
    "mfa_download_recovery_codes": Row(),
    "mfa_list_webauthn": Row(),
    "mfa_add_webauthn": Row(),
    "mfa_edit_webauthn": NOTHING_THERE,
    "mfa_remove_webauthn": NOTHING_THERE,
    "accounts:activate": Row(anonymous=True, arguments=a_slip),
    "accounts:slips": Row(own=ISSUERS, other=ISSUERS),
    "accounts:print_slips": Row(own=ISSUERS, other=ISSUERS, method="post"),
    "accounts:recoveries": Row(),
    "accounts:open_recovery": Row(own=OWN_HR, other=NOBODY, arguments=to_recover),
    "accounts:confirm_recovery": Row(
        own=frozenset({Role.HR, Role.TEAM_LEADER}),
        other=NOBODY,
        method="post",
        arguments=a_recovery,
        data=keyed(),
    ),
}
