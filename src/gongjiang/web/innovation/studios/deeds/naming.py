"""Deeds on the way to a level."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import StudioNaming
from gongjiang.innovation.rules.studios import needed
from gongjiang.innovation.services import studios as services
from gongjiang.innovation.services.studio_files import attach_evidence
from gongjiang.web.innovation.studios.deeds.deed import Deed, plain
from gongjiang.web.innovation.studios.forms import (
    DeclareForm,
    EvidenceForm,
    HigherForm,
    JudgeForm,
    NameForm,
    PlainForm,
)
from gongjiang.web.innovation.studios.seen import Seen

State = StudioNaming.State


def _at(state: str, seen: Seen) -> bool:
    return seen.naming is not None and seen.naming.state == state


def _id(seen: Seen) -> int:
    return seen.naming.id if seen.naming else 0


def _declare_form(seen: Seen, data: Any) -> forms.Form:
    return DeclareForm(data, needed(seen.next_level, seen.terms))


def _declare(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.declare(
        studio_id=seen.studio.id,
        level=seen.next_level,
        evidence=form.cleaned_data,
        actor=seen.reader,
        at=at,
    )


def _evidence_form(seen: Seen, data: Any) -> forms.Form:
    evidence = seen.naming.evidence.all() if seen.naming else []
    return EvidenceForm(data, [(one.criterion, one.get_criterion_display()) for one in evidence])


def _evidence(seen: Seen, form: forms.Form, at: datetime) -> object:
    file = form.cleaned_data["file"]
    return attach_evidence(
        naming_id=_id(seen),
        criterion=form.cleaned_data["criterion"],
        name=file.name,
        content=file,
        actor=seen.reader,
        at=at,
    )


def _judge_form(seen: Seen, data: Any) -> forms.Form:
    order = list(needed(seen.naming.level, seen.terms)) if seen.naming else []
    evidence = list(seen.naming.evidence.all()) if seen.naming else []
    evidence.sort(key=lambda each: order.index(each.criterion) if each.criterion in order else 99)
    return JudgeForm(data, evidence)


def _check(seen: Seen, form: forms.Form, at: datetime) -> object:
    judged = cast("JudgeForm", form)
    return services.check_at_desk(
        naming_id=_id(seen),
        holds=judged.holds(),
        remark=form.cleaned_data["remark"],
        actor=seen.reader,
        at=at,
    )


def _inspect(seen: Seen, form: forms.Form, at: datetime) -> object:
    judged = cast("JudgeForm", form)
    return services.inspect(
        naming_id=_id(seen),
        holds=judged.holds(),
        remark=form.cleaned_data["remark"],
        actor=seen.reader,
        at=at,
    )


def _publish(seen: Seen, form: forms.Form, at: datetime) -> object:  # noqa: ARG001  (a Perform)
    return services.publish(naming_id=_id(seen), actor=seen.reader, at=at)


def _name(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.name_studio(
        naming_id=_id(seen), actor=seen.reader, at=at, document=form.cleaned_data["document"]
    )


def _withdraw(seen: Seen, form: forms.Form, at: datetime) -> object:  # noqa: ARG001  (a Perform)
    return services.withdraw_declaration(naming_id=_id(seen), actor=seen.reader, at=at)


def _higher(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.record_higher_level(
        studio_id=seen.studio.id, actor=seen.reader, at=at, **form.cleaned_data
    )


NAMING = (
    Deed(
        name="declare",
        part="naming",
        label=_("Declare it for the next level"),
        said=_("Declared; it waits for the desk check."),
        offered=lambda seen: seen.manages and seen.naming is None and seen.next_is_named_here,
        form=_declare_form,
        perform=_declare,
    ),
    Deed(
        name="evidence",
        part="naming",
        label=_("Add a file to the evidence"),
        said=_("The file is with its criterion."),
        offered=lambda seen: seen.manages and _at(State.DECLARED, seen),
        form=_evidence_form,
        perform=_evidence,
    ),
    Deed(
        name="check",
        part="naming",
        label=_("Desk check"),
        said=_("The desk check is recorded."),
        offered=lambda seen: seen.judges_naming and _at(State.DECLARED, seen),
        form=_judge_form,
        perform=_check,
    ),
    Deed(
        name="inspect",
        part="naming",
        label=_("Inspection on the spot"),
        said=_("The inspection is recorded."),
        offered=lambda seen: seen.judges_naming and _at(State.CHECKED, seen),
        form=_judge_form,
        perform=_inspect,
    ),
    Deed(
        name="publish",
        part="naming",
        label=_("Make it public"),
        said=_("It is public to everybody who works in the enterprise."),
        offered=lambda seen: seen.judges_naming and _at(State.VERIFIED, seen),
        form=plain(PlainForm),
        perform=_publish,
    ),
    Deed(
        name="name",
        part="naming",
        label=_("Name the studio"),
        said=_("It is decided."),
        offered=lambda seen: seen.judges_naming and _at(State.PUBLIC, seen),
        form=plain(NameForm),
        perform=_name,
    ),
    Deed(
        name="withdraw",
        part="naming",
        label=_("Take the declaration back"),
        said=_("The declaration was taken back."),
        offered=lambda seen: seen.manages and seen.naming is not None,
        form=plain(PlainForm),
        perform=_withdraw,
    ),
    Deed(
        name="higher",
        part="naming",
        label=_("Record a higher level"),
        said=_("The level is recorded with its document."),
        offered=lambda seen: (
            seen.is_named
            and bool(seen.next_level)
            and not seen.next_is_named_here
            and seen.reach.judges(seen.studio, seen.next_level)
        ),
        form=plain(HigherForm),
        perform=_higher,
    ),
)
