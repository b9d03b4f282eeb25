"""Deeds of whoever keeps a studio: members, book and equipment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.services import studio_books as books
from gongjiang.innovation.services import studios as services
from gongjiang.kernel.periods import day_of
from gongjiang.web.innovation.studios.deeds.deed import Deed, plain
from gongjiang.web.innovation.studios.fields import fen_of
from gongjiang.web.innovation.studios.forms import (
    EquipmentForm,
    LineForm,
    MemberForm,
    ReverseForm,
)
from gongjiang.web.innovation.studios.people import chosen_person, offer_people
from gongjiang.web.innovation.studios.seen import Seen


def _manages(seen: Seen) -> bool:
    return seen.manages


def _member_form(seen: Seen, data: Any) -> forms.Form:
    form = MemberForm(data)
    offer_people(form, "person", seen.studio.enterprise_id, seen.day)
    return form


def _member(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.add_member(
        studio_id=seen.studio.id,
        person=chosen_person(form.cleaned_data["person"]),
        group=form.cleaned_data["group"],
        actor=seen.reader,
        on=day_of(at),
    )


def _line(seen: Seen, form: forms.Form, at: datetime) -> object:
    data = form.cleaned_data
    return books.write_line(
        studio_id=seen.studio.id,
        kind=data["kind"],
        amount_fen=fen_of(data["amount"]),
        purpose=data["purpose"],
        document=data["document"],
        actor=seen.reader,
        at=at,
    )


def _reverse(seen: Seen, form: forms.Form, at: datetime) -> object:
    line = get_object_or_404(seen.studio.book, id=form.cleaned_data["line"])
    return books.reverse_line(
        line_id=line.id, reason=form.cleaned_data["reason"], actor=seen.reader, at=at
    )


def _equipment(seen: Seen, form: forms.Form, at: datetime) -> object:
    data = form.cleaned_data
    return books.add_equipment(
        studio_id=seen.studio.id,
        name=data["name"],
        count=data["count"],
        value_fen=fen_of(data["value"]),
        actor=seen.reader,
        on=day_of(at),
    )


KEEPING = (
    Deed(
        name="member",
        part="people",
        label=_("Add a member"),
        said=_("The member is entered."),
        offered=_manages,
        form=_member_form,
        perform=_member,
        alone=True,
    ),
    Deed(
        name="line",
        part="book",
        label=_("Write a line"),
        said=_("The line is in the book."),
        offered=_manages,
        form=plain(LineForm),
        perform=_line,
    ),
    Deed(
        name="reverse",
        part="book",
        label=_("Reverse a line"),
        said=_("The line is reversed; both stay in the book."),
        offered=_manages,
        form=plain(ReverseForm),
        perform=_reverse,
    ),
    Deed(
        name="equipment",
        part="book",
        label=_("Enter equipment"),
        said=_("The equipment is entered."),
        offered=_manages,
        form=plain(EquipmentForm),
        perform=_equipment,
    ),
)
