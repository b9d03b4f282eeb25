"""A five-small item is declared, and accepted or refused by somebody who is not its author."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.innovation.five_small_rule import FiveSmallRule
from gongjiang.innovation.models import FiveSmall, FiveSmallAuthor
from gongjiang.innovation.permissions.projects import may_decide
from gongjiang.innovation.queries.at_work import decision_makers
from gongjiang.innovation.rules import five_small as rules
from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.services.project_steps import NotNow, check_parts, insist, unit_then
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.projects import FiveSmallAccepted, FiveSmallContributed
from gongjiang.people.actors import Actor

State = FiveSmall.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What authors enter.

    Attributes:
        answers: by the names of the questions of the kind's form.
        authors: the first author first; shares together 10,000.
        exclusions: codes of `FiveSmall.Exclusion` that the authors say apply; each refuses it.
    """

    enterprise_id: int
    kind: str
    title: str
    answers: Mapping[str, str]
    effect: str
    completed_on: date
    authors: Sequence[Part]
    benefit_on: date | None = None
    exclusions: Collection[str] = ()
    proposal_id: int | None = None


@transaction.atomic
def declare_five_small(declared: Declared, *, actor: Actor, at: datetime) -> FiveSmall:
    """Enter an item, as one of its authors.

    Raises:
        NotAllowed: the actor is not among the authors.
        CannotDo: the kind, the form, the year or the authors do not fit, or something excludes it.
    """
    day = day_of(at)
    if actor.id not in {part.person_id for part in declared.authors}:
        raise NotAllowed(_("Authors enter their own items: name yourself among them."))
    units = check_parts(
        declared.authors,
        enterprise_id=declared.enterprise_id,
        day=day,
        most=rules.MOST_AUTHORS,
    )
    _check(declared, day)
    item = FiveSmall.objects.create(
        enterprise_id=declared.enterprise_id,
        unit_id=units[declared.authors[0].person_id],
        kind=declared.kind,
        title=declared.title.strip(),
        particulars={name: text.strip() for name, text in declared.answers.items()},
        effect=declared.effect.strip(),
        completed_on=declared.completed_on,
        benefit_on=declared.benefit_on,
        declared_on=day,
        proposal_id=declared.proposal_id,
    )
    FiveSmallAuthor.objects.bulk_create(
        FiveSmallAuthor(item=item, person_id=part.person_id, share_bp=part.share_bp, position=place)
        for place, part in enumerate(declared.authors, 1)
    )
    return item


@transaction.atomic
def accept_five_small(*, item_id: int, actor: Actor, at: datetime) -> FiveSmall:
    """Accept an item: the union or the department, never an author.

    Raises:
        NotAllowed: the actor does not run innovation here, or is an author.
        NotNow: it has been decided or taken back.
    """
    day = day_of(at)
    item, authors = _waiting(item_id)
    _may_decide(actor, item, authors, day)
    item.state, item.decided_on, item.decided_by_id = State.ACCEPTED, day, actor.id
    item.save(update_fields=["state", "decided_on", "decided_by"])
    fact = FiveSmallAccepted(item_id=item.id, kind_code=item.kind)
    _write_down(fact, item, person_id=authors[0].person_id, actor=actor, on=day)
    for author in authors:
        part = FiveSmallContributed(item_id=item.id, kind_code=item.kind, share_bp=author.share_bp)
        _write_down(part, item, person_id=author.person_id, actor=actor, on=day)
    _tell(authors, item, gettext_noop("Your five-small item “%(title)s” has been accepted."), at=at)
    return item


@transaction.atomic
def refuse_five_small(
    *, item_id: int, reason: str, actor: Actor, at: datetime, excluded_reason: str = ""
) -> FiveSmall:
    """Refuse an item; with a reason, and the code of what excludes it where something does.

    Raises:
        NotAllowed: the actor does not run innovation here, or is an author.
        NotNow: it has been decided or taken back.
        CannotDo: no reason is given.
    """
    day = day_of(at)
    item, authors = _waiting(item_id)
    _may_decide(actor, item, authors, day)
    if not reason.strip():
        raise CannotDo(_("Say why: the authors read it."))
    item.state, item.decided_on, item.decided_by_id = State.REFUSED, day, actor.id
    item.decision_reason, item.excluded_reason = reason.strip(), excluded_reason
    item.save(
        update_fields=["state", "decided_on", "decided_by", "decision_reason", "excluded_reason"]
    )
    _tell(authors, item, gettext_noop("Your five-small item “%(title)s” was not accepted."), at=at)
    return item


@transaction.atomic
def withdraw_five_small(*, item_id: int, actor: Actor, at: datetime) -> FiveSmall:
    """Take an item back before it is decided, as one of its authors.

    Raises:
        NotAllowed: the actor is not an author.
        NotNow: it has been decided or taken back.
    """
    del at  # told like every deed; taking back has no day of its own
    item, authors = _waiting(item_id)
    if actor.id not in {author.person_id for author in authors}:
        raise NotAllowed(_("Only its authors can take an item back."))
    item.state = State.WITHDRAWN
    item.save(update_fields=["state"])
    return item


def _check(declared: Declared, day: date) -> None:
    rule = content_in_force(FiveSmallRule, on=day)
    insist(rules.may_enter_kind(declared.kind, {kind.value for kind in rule.kinds}))
    if not (declared.title.strip() and declared.effect.strip()):
        raise CannotDo(_("An item has a title, and an effect that it has in use."))
    insist(rules.may_answer(declared.kind, declared.answers))
    insist(rules.may_declare_in(declared.completed_on, declared.benefit_on, day))
    authors = [part.person_id for part in declared.authors]
    insist(
        rules.may_enter(
            declared.kind,
            declared.exclusions,
            has_decision_maker=bool(decision_makers(authors, declared.enterprise_id, day)),
        )
    )


def _waiting(item_id: int) -> tuple[FiveSmall, list[FiveSmallAuthor]]:
    item = FiveSmall.objects.select_for_update().get(id=item_id)
    if item.state != State.DECLARED:
        raise NotNow(
            _("The item is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": item.get_state_display()}
        )
    return item, list(item.authors.order_by("position"))


def _may_decide(
    actor: Actor, item: FiveSmall, authors: Sequence[FiveSmallAuthor], day: date
) -> None:
    may_decide(
        actor,
        enterprise_id=item.enterprise_id,
        unit_id=item.unit_id,
        parties={author.person_id for author in authors},
        day=day,
    ).require()


def _write_down(
    fact: FiveSmallAccepted | FiveSmallContributed,
    item: FiveSmall,
    *,
    person_id: int,
    actor: Actor,
    on: date,
) -> None:
    ledger.record(
        fact,
        person=person_id,
        unit=unit_then(item.unit_id, item.enterprise_id, on),
        enterprise=item.enterprise_id,
        by=actor.id,
        on=on,
    )


def _tell(authors: Sequence[FiveSmallAuthor], item: FiveSmall, msgid: str, *, at: datetime) -> None:
    notify(
        [author.person_id for author in authors],
        kind="innovation.five_small_decided",
        msgid=msgid,
        at=at,
        link=f"/innovation/five-small/{item.public_id}",
        title=item.title,
    )
