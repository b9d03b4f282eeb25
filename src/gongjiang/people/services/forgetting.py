"""Who a person was is forgotten: asked for, or because the time to keep the record is over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people import permissions
from gongjiang.people.models import ErasureRequest, Person
from gongjiang.people.models.forgotten import GONE, Forgets
from gongjiang.people.queries.retention import run_out

NOTHING = {
    "name": "",
    "name_pinyin": "",
    "name_initials": "",
    "national_id_cipher": "",
    "national_id_hash": None,
    "phone_cipher": "",
    "phone_hash": "",
    "born_on": None,
}
"""What an erased record says of who somebody was."""


class NotRunOut(CannotDo):
    """A record must still be kept, or was decided about meanwhile."""


def forget(person_ids: Collection[int]) -> None:
    """Take away all that tells who these people are; the caller has decided and locked.

    Birth year and sex stay, and what happened with its days: employments, grades, certificates.
    What goes is what each model declares as its `forgets`. The number of queries does not depend
    on how many people they are.
    """
    declared = [(model, model.forgets) for model in apps.get_models() if hasattr(model, "forgets")]
    told = {
        forgets.subject: _rows(model, forgets, person_ids).values("id")
        for model, forgets in declared
        if forgets.subject
    }
    # What is about a row is found by it, and so goes before it.
    for model, forgets in sorted(declared, key=lambda each: not each[1].with_subject):
        rows = _rows(model, forgets, person_ids, told if forgets.with_subject else {})
        if forgets.deletes:
            rows.delete()
        else:
            rows.update(**{name: _instead(name, gone) for name, gone in forgets.empties.items()})
    Person.objects.filter(id__in=person_ids).update(**NOTHING, state=Person.State.ERASED)


def _rows(
    model: type[Model],
    forgets: Forgets,
    person_ids: Collection[int],
    told: Mapping[str, QuerySet[Any, Any]] | None = None,
) -> QuerySet[Any]:
    """The rows of a model that tell of these people."""
    ours = Q(pk__in=[])
    for path in forgets.about:
        ours |= Q(**{f"{path}__in": person_ids})
    for subject, ids in (told or {}).items():
        ours |= Q(subject_type=subject, subject_id__in=ids)
    return model._default_manager.filter(ours)


def _instead(name: str, gone: Any) -> Any:
    """What stands there afterwards; where there was no text, none appears."""
    if gone != GONE:
        return gone
    return Case(When(**{name: ""}, then=Value("")), default=Value(GONE))


@transaction.atomic
def erase_run_out(
    *, person_ids: Collection[int], actor: Person, gone_by: date, at: datetime
) -> list[ErasureRequest]:
    """Forget people because the time to keep their records is over: all of them, or nobody.

    Nobody asked and nobody is waiting, so what a request does in three steps is one here.

    Args:
        gone_by: whoever had gone on this day or earlier has been kept long enough. The rule that
            says so is a storey higher: callers work it out.

    Raises:
        NotAllowed: the actor is not the personal-information officer, or is among them.
        NotRunOut: one of them must still be kept, works here again, or is decided about.
    """
    ids = sorted(set(person_ids))
    if not ids:
        raise NotRunOut(_("Nobody's time is over: nobody was erased."))
    # Locked in one order, so that a hiring and this, or two of these, wait for each other.
    list(Person.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
    for person_id in {actor.id} & set(ids) or {ids[0]}:
        permissions.may_decide_erasure(actor, person_id, day_of(at)).require()
    if run_out(gone_by).filter(id__in=ids).count() != len(ids):
        raise NotRunOut(
            _("The record of one of them must be kept after all; nobody was erased. Look again.")
        )
    forget(ids)
    return ErasureRequest.objects.bulk_create(
        ErasureRequest(
            person_id=person_id,
            ground=ErasureRequest.Ground.RETENTION,
            state=ErasureRequest.State.ERASED,
            asked_at=at,
            due_on=day_of(at),
            decided_by=actor,
            decided_at=at,
            erased_at=at,
        )
        for person_id in ids
    )
