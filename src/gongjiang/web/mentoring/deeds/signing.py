"""Signing, registering and withdrawing; and a change of master, signed by two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Decision
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, MasterChange
from gongjiang.mentoring.services import agreements, changes
from gongjiang.people.models import Person
from gongjiang.web.mentoring.choosing import masters_to_choose
from gongjiang.web.mentoring.deeds.deed import Deed, decides, is_party, plain
from gongjiang.web.mentoring.forms import deeds as words
from gongjiang.web.mentoring.seen import Seen

State = Agreement.State


def _signs(seen: Seen) -> Decision:
    return permissions.may_sign(seen.reader, seen.agreement)


def _may_sign_now(seen: Seen) -> bool:
    agreement = seen.agreement
    mine = agreement.master_signed_at if seen.is_master else agreement.apprentice_signed_at
    return agreement.state == State.DRAFT and is_party(seen) and mine is None


def _waiting_change(seen: Seen) -> MasterChange:
    if seen.change is None:
        raise Http404
    return seen.change


def _may_sign_change_now(seen: Seen) -> bool:
    change = seen.change
    if change is None:
        return False
    if seen.reader.id == change.to_master_id:
        return change.master_signed_at is None
    return seen.is_apprentice and change.apprentice_signed_at is None


def _signs_change(seen: Seen) -> Decision:
    return permissions.may_sign_change(seen.reader, _waiting_change(seen))


def _closes_change(seen: Seen) -> Decision:
    signs = permissions.may_sign_change(seen.reader, _waiting_change(seen))
    return signs or decides(seen)


def _change_form(seen: Seen, data: Any) -> forms.Form:
    form = words.ChangeForm(data)
    masters = masters_to_choose(seen.agreement.enterprise_id, seen.day)
    masters.pop(str(seen.agreement.master.public_id), None)
    form.offer(
        "master",
        [(key, choice.label) for key, choice in masters.items()],
        {key: choice.spelling for key, choice in masters.items()},
    )
    return form


def _propose_change(seen: Seen, data: dict[str, Any], at: datetime) -> object:
    return changes.propose_change(
        agreement_id=seen.agreement.id,
        to_master=get_object_or_404(Person, public_id=data["master"]),
        reason=data["reason"],
        actor=seen.reader,
        at=at,
    )


SIGNING = (
    Deed(
        name="sign",
        said=_("Signed."),
        may=_signs,
        offered=_may_sign_now,
        form=plain(words.ConfirmForm),
        perform=lambda seen, _data, at: agreements.sign_agreement(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="withdraw",
        said=_("The agreement is withdrawn."),
        may=lambda seen: permissions.may_withdraw(seen.reader, seen.agreement, seen.day),
        offered=lambda seen: (
            seen.agreement.state in {State.DRAFT, State.SIGNED} and (is_party(seen) or seen.decides)
        ),
        form=plain(words.ConfirmForm),
        perform=lambda seen, _data, at: agreements.withdraw_agreement(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="register",
        said=_("Registered: the agreement runs from today."),
        may=decides,
        offered=lambda seen: seen.agreement.state == State.SIGNED and seen.decides,
        form=plain(words.ConfirmForm),
        perform=lambda seen, _data, at: agreements.register_agreement(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="change",
        said=_("Both are asked to sign the change."),
        may=decides,
        offered=lambda seen: (
            seen.agreement.state in {State.ACTIVE, State.EXTENDED}
            and seen.change is None
            and seen.decides
        ),
        form=_change_form,
        perform=_propose_change,
    ),
    Deed(
        name="sign-change",
        said=_("Signed."),
        may=_signs_change,
        offered=_may_sign_change_now,
        form=plain(words.ConfirmForm),
        perform=lambda seen, _data, at: changes.sign_change(
            change_id=_waiting_change(seen).id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="close-change",
        said=_("The change of master is declined."),
        may=_closes_change,
        offered=lambda seen: (
            seen.change is not None and (_may_sign_change_now(seen) or seen.decides)
        ),
        form=plain(words.ConfirmForm),
        perform=lambda seen, _data, at: changes.close_change(
            change_id=_waiting_change(seen).id, actor=seen.reader, at=at
        ),
    ),
)
