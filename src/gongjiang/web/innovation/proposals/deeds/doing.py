"""An adopted idea is carried out, looked at, and accepted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries.colleagues import who_may_carry_out
from gongjiang.innovation.services import implementing
from gongjiang.innovation.services.proposal_photos import Shows, add_photos
from gongjiang.kernel.decision import Decision
from gongjiang.people.models import Person
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.innovation.proposals.deeds.deed import (
    Deed,
    decides_here,
    handles,
    plain,
    stands,
)
from gongjiang.web.innovation.proposals.forms import deeds as words
from gongjiang.web.innovation.proposals.seen import Seen


def _reports(seen: Seen) -> Decision:
    work = seen.implementation
    return permissions.may_report(seen.reader, work.owner_id if work else 0)


def _accepts(seen: Seen) -> Decision:
    work = seen.implementation
    unit = seen.proposal.holder_unit or seen.proposal.enterprise
    owner = work.owner_id if work else 0
    return permissions.may_accept(seen.reader, seen.proposal, owner, unit, seen.day)


def _is_to_accept(seen: Seen) -> bool:
    return stands(seen, State.IMPLEMENTED) and not seen.carries_out and bool(seen.handles)


def with_owners(kind: type[FindingForm]) -> Any:
    """A form in which whoever carries it out is found by name, in the proposal's enterprise."""

    def made(seen: Seen, data: Any, _files: Any) -> forms.Form:
        form = kind(data)
        people = who_may_carry_out(
            seen.proposal,
            text=form.sent.get("owner_find", ""),
            chosen=str(form.sent.get("owner", "")),
            day=seen.day,
        )
        form.offer("owner", [(str(person.public_id), person.name) for person in people])
        return form

    return made


def _owner(data: dict[str, Any]) -> int:
    return get_object_or_404(Person, public_id=data["owner"]).id


def _report(seen: Seen, data: dict[str, Any], at: datetime) -> None:
    _keep_photos(seen, data, at)
    implementing.report_implemented(
        proposal_id=seen.proposal.id, actor=seen.reader, result=data["result"], at=at
    )


def _accept(seen: Seen, data: dict[str, Any], at: datetime) -> None:
    _keep_photos(seen, data, at)
    implementing.accept(
        proposal_id=seen.proposal.id, actor=seen.reader, evidence=data["evidence"], at=at
    )


def _keep_photos(seen: Seen, data: dict[str, Any], at: datetime) -> None:
    if data["photos"]:
        add_photos(
            proposal_id=seen.proposal.id,
            photos=data["photos"],
            shows=Shows.AFTER,
            actor=seen.reader,
            at=at,
        )


DOING = (
    Deed(
        name="start",
        title=_("Name who carries it out"),
        button=_("Begin"),
        said=_("It is begun."),
        may=handles,
        offered=lambda seen: stands(seen, State.ADOPTED) and bool(seen.handles),
        form=with_owners(words.StartForm),
        perform=lambda seen, data, at: implementing.start(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            owner_id=_owner(data),
            plan=data["plan"],
            planned_on=data["planned_on"],
            pilot=data["pilot"],
            at=at,
        ),
        main=True,
    ),
    Deed(
        name="hand-over",
        title=_("Let somebody else carry it out"),
        button=_("Hand over"),
        said=_("Handed over."),
        may=decides_here,
        offered=lambda seen: (
            stands(seen, State.IMPLEMENTING, State.REWORK) and bool(seen.decides_here)
        ),
        form=with_owners(words.HandOverForm),
        perform=lambda seen, data, at: implementing.hand_over(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            owner_id=_owner(data),
            reason=data["reason"],
            at=at,
        ),
    ),
    Deed(
        name="done",
        title=_("It is done"),
        button=_("Report it as done"),
        said=_("Reported; somebody else looks at it and accepts it."),
        may=_reports,
        offered=lambda seen: stands(seen, State.IMPLEMENTING, State.REWORK) and seen.carries_out,
        form=plain(words.DoneForm),
        perform=_report,
        main=True,
    ),
    Deed(
        name="accept",
        title=_("Accept it"),
        button=_("Accept it"),
        said=_("Accepted."),
        may=_accepts,
        offered=_is_to_accept,
        form=plain(words.AcceptForm),
        perform=_accept,
        main=True,
    ),
    Deed(
        name="rework",
        title=_("Not done yet"),
        button=_("Ask for rework"),
        said=_("Sent back to be reworked."),
        may=_accepts,
        offered=_is_to_accept,
        form=plain(words.ReworkForm),
        perform=lambda seen, data, at: implementing.ask_for_rework(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            reason=data["reason"],
            again_on=data["again_on"],
            at=at,
        ),
    ),
)
