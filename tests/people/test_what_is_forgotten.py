"""Every model that tells of a person in words says what becomes of the words."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.apps import apps
from django.db import models

from gongjiang.governance.models import Appeal, Attachment, Notice, Subject
from gongjiang.governance.queries.attachments import subject_of
from gongjiang.governance.services.appeals import submit_appeal
from gongjiang.governance.services.attachments import attach
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.governance.services.notices import notify
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets
from gongjiang.people.services.forgetting import forget
from world import OPENING, World, make_worker

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)
TELL_NOTHING = {
    "people.Person": "emptied by the deed itself",
    "people.Posting": "a post is no name",
    "people.RosterImport": "tells of a file; its lines tell of persons",
    "governance.RuleSet": "tells of a rule",
    "people.WorkbookImport": "tells of a file; its lines tell of persons",
    "skills.Occupation": "tells of an occupation",
    "skills.OccupationChange": "tells of an occupation; who changed it is an id",
    "ledger.Entry": "facts carry ids and codes, never names",
    "careers.PromotionRound": "tells of a round; its candidates have rows of their own",
    "careers.Vacancy": "tells of a post",
    "careers.Simulation": "tells of a rule; groups, and none of them small",
    "innovation.Award": "a payment's reference is no name",
    "innovation.BenefitEntry": "tells of an amount, and why it was corrected",
    "innovation.Effect": "tells of a cost line",
    "innovation.Scheme": "tells of a rule",
    "innovation.StudioBudgetLine": "tells of money",
    "innovation.StudioResult": "tells of a thing made; its makers have rows of their own",
    "innovation.StudioTopic": "tells of a technical matter",
    "mentoring.Goal": "what is to be learned is no name",
    "mentoring.PairingRun": "tells of what was asked for; its lines tell of persons",
    "reports.Screen": "tells of a wall; who made it is an id",
}


def in_words(field: models.Field) -> bool:
    """Whether anything can stand in a field."""
    free = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return free and not field.choices and field.name != "subject_type"


def tells_of_a_person(model: type[models.Model]) -> bool:
    return any(
        field.related_model is Person or field.name == "person_id"
        for field in model._meta.concrete_fields
    )


@pytest.mark.parametrize(
    "model",
    [
        model
        for model in apps.get_models()
        if model.__module__.startswith("gongjiang.")
        and tells_of_a_person(model)
        and any(in_words(field) for field in model._meta.concrete_fields)
        and model._meta.label not in TELL_NOTHING
    ],
    ids=lambda model: model._meta.label,
)
def test_a_model_that_tells_of_persons_says_what_it_forgets(model: type[models.Model]):
    forgets = getattr(model, "forgets", None)
    assert isinstance(forgets, Forgets), "declare `forgets`, see people/models/forgotten.py"
    names = {field.name for field in model._meta.get_fields()}
    assert set(forgets.empties) <= names
    assert forgets.deletes or forgets.empties


@pytest.mark.django_db
def test_words_and_files_go_and_what_others_said_stays(world: World):
    install_defaults(actor=SYSTEM, on=OPENING)
    gone, stays = (
        Person.objects.get(id=make_worker(world.a, name).person_id) for name in ("离职工", "在职工")
    )
    for person in (gone, stays):
        appeal = submit_appeal(
            subject=Subject("people.person", person.id),
            title=f"{person.name}的申诉",
            unit=world.a.enterprise,
            appellant=person,
            reason=f"我是{person.name}",
            at=NOON,
        )
        attach(
            subject=subject_of(appeal),
            name="证明.txt",
            content=BytesIO(f"{person.name}的证明".encode()),
            uploaded_by=person,
            at=NOON,
        )
        notify([person.id], kind="a.b", msgid="Hello %(name)s", at=NOON, name=person.name)

    forget([gone.id])

    told, kept = Appeal.objects.get(appellant=gone), Appeal.objects.get(appellant=stays)
    assert (told.title, told.reason, told.answer) == (GONE, GONE, "")
    assert kept.reason == "我是在职工"
    assert [notice.person_id for notice in Notice.objects.filter(kind="a.b")] == [stays.id]
    assert [file.uploaded_by_id for file in Attachment.objects.all()] == [stays.id]
    gone.refresh_from_db()
    assert (gone.name, gone.state) == ("", Person.State.ERASED)
