"""An innovation of any kind by its title, its people and whether it counts.

Awards, claims and links name innovations by kind and id; here they are told what stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import (
    Conversion,
    FiveSmall,
    InnovationProject,
    Patent,
    Proposal,
    State,
)
from gongjiang.innovation.rules.parts import Part
from gongjiang.kernel.decision import Sentence

CONVERSION = "CONVERSION"
"""A source of awards besides the kinds of `Innovation`: its people are those behind it."""

ADOPTED = frozenset(
    {
        State.ADOPTED,
        State.IMPLEMENTING,
        State.IMPLEMENTED,
        State.REWORK,
        State.ACCEPTED,
        State.BENEFIT_CONFIRMED,
        State.REWARDED,
        State.CLOSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Innovated:
    """What stands behind a kind and an id.

    Attributes:
        unit_id: the team of whoever leads or was named first, as of its day.
        authors: in their order, shares together 10,000; nobody for an anonymous proposal.
        counts: whether it may be linked, claimed for and rewarded; `why_not` says what is missing.
    """

    title: str
    enterprise_id: int
    unit_id: int
    authors: tuple[Part, ...]
    counts: bool
    why_not: Sentence = ""


def innovation_of(kind: str, innovation_id: int) -> Innovated:
    """What stands behind a kind (PROPOSAL, PROJECT, FIVE_SMALL, PATENT, CONVERSION) and an id.

    Raises:
        KeyError: there is no such kind.
        ObjectDoesNotExist: nothing stands there.
    """
    return _READERS[kind](innovation_id)


def _project(innovation_id: int) -> Innovated:
    project = InnovationProject.objects.get(id=innovation_id)
    return Innovated(
        title=project.title,
        enterprise_id=project.enterprise_id,
        unit_id=project.unit_id,
        authors=_parts(project.members.all()),
        counts=project.state in InnovationProject.DONE,
        why_not=_("The project has not been accepted yet."),
    )


def _five_small(innovation_id: int) -> Innovated:
    item = FiveSmall.objects.get(id=innovation_id)
    return Innovated(
        title=item.title,
        enterprise_id=item.enterprise_id,
        unit_id=item.unit_id,
        authors=_parts(item.authors.all()),
        counts=item.state == FiveSmall.State.ACCEPTED,
        why_not=_("The item has not been accepted."),
    )


def _patent(innovation_id: int) -> Innovated:
    patent = Patent.objects.get(id=innovation_id)
    return Innovated(
        title=patent.title,
        enterprise_id=patent.enterprise_id,
        unit_id=patent.unit_id,
        authors=_parts(patent.inventors.all()),
        counts=patent.counts,
        why_not=_("Only a patent that was granted counts."),
    )


def _conversion(innovation_id: int) -> Innovated:
    conversion = Conversion.objects.get(id=innovation_id)
    if conversion.patent_id is not None:
        origin = _patent(conversion.patent_id)
    else:
        origin = _project(conversion.project_id or 0)
    return Innovated(
        title=origin.title,
        enterprise_id=conversion.enterprise_id,
        unit_id=origin.unit_id,
        authors=origin.authors,
        counts=origin.counts,
        why_not=origin.why_not,
    )


def _proposal(innovation_id: int) -> Innovated:
    proposal = Proposal.objects.get(id=innovation_id)
    authors = proposal.authors.order_by("position").values_list("person_id", "share_bp")
    return Innovated(
        title=proposal.title,
        enterprise_id=proposal.enterprise_id,
        unit_id=proposal.unit_id,
        authors=tuple(Part(person, share) for person, share in authors),
        counts=proposal.state in ADOPTED,
        why_not=_("The proposal has not been adopted."),
    )


def _parts(rows: QuerySet) -> tuple[Part, ...]:  # type: ignore[type-arg]  # members, authors, inventors
    kept = rows.order_by("position").values_list("person_id", "share_bp")
    return tuple(Part(person, share) for person, share in kept)


_READERS: dict[str, Callable[[int], Innovated]] = {
    "PROPOSAL": _proposal,
    "PROJECT": _project,
    "FIVE_SMALL": _five_small,
    "PATENT": _patent,
    CONVERSION: _conversion,
}
