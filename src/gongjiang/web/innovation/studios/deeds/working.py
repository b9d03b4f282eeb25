"""Deeds of members in the work room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import StudioResult, StudioTopic
from gongjiang.innovation.queries.studio_sources import made_by_members
from gongjiang.innovation.rules.studios import QUARTERS, quarter_end
from gongjiang.innovation.services import work_rooms as services
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.queries import true_on
from gongjiang.web.innovation.studios.deeds.deed import Deed, plain
from gongjiang.web.innovation.studios.forms import (
    YES,
    ApprenticeForm,
    EndTopicForm,
    MinutesForm,
    PublishedForm,
    ReportForm,
    ResultForm,
    TopicForm,
)
from gongjiang.web.innovation.studios.people import chosen_person, offer_people
from gongjiang.web.innovation.studios.seen import Seen


def _works(seen: Seen) -> bool:
    return seen.works


def _topic(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.add_topic(
        studio_id=seen.studio.id, actor=seen.reader, on=day_of(at), **form.cleaned_data
    )


def _end_topic(seen: Seen, form: forms.Form, at: datetime) -> object:
    topic = get_object_or_404(seen.studio.topics, id=form.cleaned_data["topic"])
    return services.end_topic(
        topic_id=topic.id,
        solved=form.cleaned_data["solved"] == YES,
        outcome=form.cleaned_data["outcome"],
        actor=seen.reader,
        on=day_of(at),
    )


def _minutes_form(seen: Seen, data: Any) -> forms.Form:
    topics = seen.studio.topics.filter(state=StudioTopic.State.OPEN).order_by("due_on", "id")
    return MinutesForm(data, [(str(topic.id), topic.title) for topic in topics], seen.day)


def _minutes(seen: Seen, form: forms.Form, at: datetime) -> object:
    data = dict(form.cleaned_data)
    topic = data.pop("topic")
    return services.write_minutes(
        studio_id=seen.studio.id,
        new=services.NewMinutes(
            topic=get_object_or_404(seen.studio.topics, id=topic) if topic else None, **data
        ),
        actor=seen.reader,
        at=at,
    )


def _apprentice_form(seen: Seen, data: Any) -> forms.Form:
    members = seen.studio.members.filter(true_on(seen.day)).select_related("person")
    pairs = [(str(each.person.public_id), each.person.name) for each in members]
    form = ApprenticeForm(data, pairs)
    offer_people(form, "person", seen.studio.enterprise_id, seen.day)
    return form


def _apprentice(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.take_apprentice(
        studio_id=seen.studio.id,
        person=chosen_person(form.cleaned_data["person"]),
        master=chosen_person(form.cleaned_data["master"]),
        actor=seen.reader,
        on=day_of(at),
    )


def _result_form(seen: Seen, data: Any) -> forms.Form:
    made = made_by_members(seen.studio, seen.day)
    pairs = [
        (
            f"{each.kind}-{each.id}",
            f"{StudioResult.Kind(each.kind).label} · {each.title} · {each.on.isoformat()}",
        )
        for each in made
    ]
    return ResultForm(data, pairs)


def _result(seen: Seen, form: forms.Form, at: datetime) -> object:
    kind, _dash, row = form.cleaned_data["made"].rpartition("-")
    return services.add_made_result(
        studio_id=seen.studio.id,
        kind=kind,
        source_id=int(row),
        actor=seen.reader,
        on=day_of(at),
    )


def _published(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.add_published_result(
        studio_id=seen.studio.id, actor=seen.reader, day=day_of(at), **form.cleaned_data
    )


def open_quarters(seen: Seen) -> list[tuple[int, int]]:
    """The quarters of this year and the last that are over and not reported of, newest first."""
    studio = seen.studio
    handed = set(studio.reports.values_list("year", "quarter"))
    return [
        (year, quarter)
        for year in (seen.day.year, seen.day.year - 1)
        for quarter in range(QUARTERS, 0, -1)
        if _is_owed(seen, year, quarter) and (year, quarter) not in handed
    ]


def _is_owed(seen: Seen, year: int, quarter: int) -> bool:
    since: date = seen.studio.named_on or seen.studio.declared_on
    return since < quarter_end(year, quarter) <= seen.day


def _report_form(seen: Seen, data: Any) -> forms.Form:
    pairs = [(f"{year}-{quarter}", f"{year} Q{quarter}") for year, quarter in open_quarters(seen)]
    return ReportForm(data, pairs)


def _report(seen: Seen, form: forms.Form, at: datetime) -> object:
    year, _dash, quarter = form.cleaned_data["quarter"].partition("-")
    return services.hand_in_report(
        studio_id=seen.studio.id,
        year=int(year),
        quarter=int(quarter),
        text=form.cleaned_data["text"],
        actor=seen.reader,
        at=at,
    )


WORKING = (
    Deed(
        name="minutes",
        part="work",
        label=_("Write minutes"),
        said=_("Written down."),
        offered=_works,
        form=_minutes_form,
        perform=_minutes,
        alone=True,
    ),
    Deed(
        name="topic",
        part="work",
        label=_("Take up a topic"),
        said=_("The topic is on the list."),
        offered=_works,
        form=plain(TopicForm),
        perform=_topic,
    ),
    Deed(
        name="end-topic",
        part="work",
        label=_("End a topic"),
        said=_("The topic is over."),
        offered=_works,
        form=plain(EndTopicForm),
        perform=_end_topic,
    ),
    Deed(
        name="report",
        part="work",
        label=_("Hand in a quarter's report"),
        said=_("The report is handed in."),
        offered=_works,
        form=_report_form,
        perform=_report,
    ),
    Deed(
        name="apprentice",
        part="people",
        label=_("Take an apprentice"),
        said=_("The apprentice is entered."),
        offered=_works,
        form=_apprentice_form,
        perform=_apprentice,
        alone=True,
    ),
    Deed(
        name="result",
        part="results",
        label=_("Add what members have finished"),
        said=_("The result is the studio's."),
        offered=_works,
        form=_result_form,
        perform=_result,
        alone=True,
    ),
    Deed(
        name="published",
        part="results",
        label=_("Add a standard or a paper"),
        said=_("The result is the studio's."),
        offered=_works,
        form=plain(PublishedForm),
        perform=_published,
    ),
)
