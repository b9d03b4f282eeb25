"""Deeds by which something of a studio ends: a membership, an apprenticeship, equipment, a lead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.services.studio_books import give_up_equipment
from gongjiang.innovation.services.studio_handover import Succession, hand_over_studio
from gongjiang.innovation.services.studios import end_membership
from gongjiang.innovation.services.work_rooms import end_apprenticeship
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.queries import true_on
from gongjiang.web.innovation.studios.deeds.deed import Deed, plain
from gongjiang.web.innovation.studios.forms import HandOverForm, RowForm
from gongjiang.web.innovation.studios.seen import Seen


def _leave(seen: Seen, form: forms.Form, at: datetime) -> object:
    member = get_object_or_404(seen.studio.members, id=form.cleaned_data["row"])
    return end_membership(member_id=member.id, actor=seen.reader, on=day_of(at))


def _apprentice_leaves(seen: Seen, form: forms.Form, at: datetime) -> object:
    found = get_object_or_404(seen.studio.apprentices, id=form.cleaned_data["row"])
    return end_apprenticeship(apprentice_id=found.id, actor=seen.reader, on=day_of(at))


def _write_off(seen: Seen, form: forms.Form, at: datetime) -> object:
    found = get_object_or_404(seen.studio.equipment, id=form.cleaned_data["row"])
    return give_up_equipment(equipment_id=found.id, actor=seen.reader, on=day_of(at))


def _hand_over_form(seen: Seen, data: Any) -> forms.Form:
    members = seen.studio.members.filter(true_on(seen.day)).select_related("person")
    others = members.exclude(person_id=seen.studio.leader_id).order_by("valid_from", "id")
    choices = [(str(each.person.public_id), each.person.name) for each in others]
    return HandOverForm(data, members=choices, name=seen.studio.name)


def _hand_over(seen: Seen, form: forms.Form, at: datetime) -> object:
    given = form.cleaned_data
    member = get_object_or_404(
        seen.studio.members.filter(true_on(day_of(at))).select_related("person"),
        person__public_id=given["leader"],
    )
    to = Succession(
        leader=member.person,
        name=given["name"],
        reason=given["reason"],
        title=given["title"],
        title_level=given["title_level"],
    )
    return hand_over_studio(studio_id=seen.studio.id, to=to, actor=seen.reader, at=at)


ENDING = (
    Deed(
        name="leave",
        part="people",
        label=_("Leaves the studio"),
        said=_("From today they no longer belong to it."),
        offered=lambda seen: seen.manages,
        form=plain(RowForm),
        perform=_leave,
    ),
    Deed(
        name="apprentice-leaves",
        part="people",
        label=_("Ends the apprenticeship"),
        said=_("From today they no longer learn here."),
        offered=lambda seen: seen.works,
        form=plain(RowForm),
        perform=_apprentice_leaves,
    ),
    Deed(
        name="write-off",
        part="book",
        label=_("Write it off"),
        said=_("From today the studio no longer has it."),
        offered=lambda seen: seen.manages,
        form=plain(RowForm),
        perform=_write_off,
    ),
    Deed(
        name="hand-over",
        part="people",
        label=_("Hand the studio over"),
        said=_("The studio has another leader; both were told."),
        offered=lambda seen: seen.hands_over,
        form=_hand_over_form,
        perform=_hand_over,
        alone=True,
    ),
)
