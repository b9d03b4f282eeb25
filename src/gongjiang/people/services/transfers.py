"""Several people move together, all or none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.people import Moved
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of, enterprises_of, true_on
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.guards import Coming, keeping_refusals, require_let
from gongjiang.people.models import Employment, Posting


@keeping_refusals
def move_people(
    *, employment_ids: Collection[int], to: Unit, actor: Actor, on: date
) -> list[Posting]:
    """Post several people to one unit from a day on, each in the post they have, and record it.

    The number of queries does not depend on how many they are.

    The site that people are dispatched to moves them among its own units in the same way; of
    their employment it is told nothing, and changes nothing.

    Raises:
        NotAllowed: the actor is not HR of one of the employers, nor of the site that a dispatched
            worker stays in.
        Refused: a room does not let one of them come to the post, which it keeps.
        CannotDo: one of them cannot be moved, which the sentence names; then nobody is.
    """
    ids = set(employment_ids)
    if not ids:
        raise CannotDo(_("Choose at least one person to move."))
    site = enterprise_of(to.id, on)
    if site is None:
        raise CannotDo(_("This unit does not stand in an enterprise on that day."))
    # Locked in one order: two of these at once wait for each other instead of locking up.
    locked = Employment.objects.select_for_update(of=("self",)).filter(id__in=ids)
    employments = list(locked.select_related("employer").order_by("id"))
    running = Posting.objects.filter(true_on(on), employment_id__in=ids, valid_to__isnull=True)
    current = list(running.select_related("person").order_by("employment_id"))
    _require_movable(actor, employments, current, site, on)
    if len(current) != len(ids):
        raise CannotDo(_("One of these people does not work there on that day; nobody was moved."))
    for posting in current:
        _check(posting, to, on)
    coming = [Coming(posting.person_id, to.id, posting.post, on) for posting in current]
    require_let(coming, by=actor.id)
    running.filter(id__in=[posting.id for posting in current]).update(valid_to=on)
    posted = Posting.objects.bulk_create(_posted(posting, to, on) for posting in current)
    ledger.record_many(
        ledger.Occurrence(
            fact=Moved(
                posting_id=after.id,
                employment_id=after.employment_id,
                from_unit_id=before.unit_id,
                post_kind=after.post_kind,
            ),
            person=after.person_id,
            unit=to.id,
            enterprise=site,
            by=actor.id,
            on=on,
        )
        for before, after in zip(current, posted, strict=True)
    )
    return posted


def _require_movable(
    actor: Actor, employments: list[Employment], current: list[Posting], to_site: int, on: date
) -> None:
    """Ask once for all who share employer, kind and site."""
    sites = enterprises_of({posting.unit_id for posting in current}, on)
    works_at = {posting.employment_id: sites.get(posting.unit_id) for posting in current}
    alike = {
        (employment.employer_id, employment.kind, works_at.get(employment.id)): employment
        for employment in employments
    }
    for (_employer, _kind, site), employment in alike.items():
        permissions.may_move(actor, employment, site=site, to_site=to_site, day=today()).require()


def _check(posting: Posting, to: Unit, on: date) -> None:
    said = {"name": posting.person.name, "day": posting.valid_from}
    if posting.unit_id == to.id:
        raise CannotDo(_("%(name)s works in this unit already; nobody was moved.") % said)
    if posting.valid_from >= on:
        raise CannotDo(
            _("%(name)s came to the present post on %(day)s; choose a later day. Nobody was moved.")
            % said
        )


def _posted(before: Posting, to: Unit, on: date) -> Posting:
    return Posting(
        employment_id=before.employment_id,
        person_id=before.person_id,
        unit=to,
        post=before.post,
        post_kind=before.post_kind,
        valid_from=on,
    )
