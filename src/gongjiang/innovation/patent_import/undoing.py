"""A list of patents is taken back, unless something has come to rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import Attachment
from gongjiang.innovation.models import (
    Award,
    Claim,
    Conversion,
    Innovation,
    LoopLink,
    Patent,
    PatentInventor,
    Source,
    StudioResult,
)
from gongjiang.innovation.patent_import.comparing import as_kept
from gongjiang.innovation.queries.project_files import PATENT
from gongjiang.kernel.decision import Sentence
from gongjiang.ledger.facts.projects import (
    LoopLinked,
    PatentFiled,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
)
from gongjiang.ledger.selected import annul_selected
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import WorkbookImport

CHANGED_SINCE, USED, CLAIMED, AWARDED, LINKED, RESULT, FILE = (
    "patent.changed",
    "patent.conversion",
    "patent.claim",
    "patent.award",
    "patent.link",
    "patent.studio_result",
    "patent.file",
)
RESTING_LABELS: Mapping[str, Sentence] = {
    CHANGED_SINCE: _("a patent that has gone on since"),
    USED: _("a use of a patent"),
    CLAIMED: _("a claim on a benefit"),
    AWARDED: _("an award"),
    LINKED: _("a link in the closed loop"),
    RESULT: _("a studio's result"),
    FILE: _("a file"),
}
"""What may rest on an import, in a word."""

KINDS_OF = {
    "filed_on": (PatentFiled.kind,),
    "granted_on": (PatentGranted.kind, PatentInvented.kind),
    "ended_on": (PatentLapsed.kind,),
}
"""For each day that may be given the facts that tell of it."""

# What an import recorded of some subjects, and nobody has annulled one by one meanwhile.
STILL_OURS = """
    SELECT e.id FROM ledger_entry e
    WHERE e.id <= %(last)s AND e.kind = ANY(%(kinds)s) AND e.subject_id = ANY(%(subjects)s)
      AND NOT EXISTS (SELECT FROM ledger_entry c WHERE c.corrects_id = e.id)
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What one import did.

    Attributes:
        new: ids of the patents it registered.
        set: by the id of each patent what it wrote, as a line keeps it; was: what stood there.
        links: ids of the loop links that its grants brought.
    """

    last: int
    new: list[int] = field(default_factory=list)
    set: dict[int, dict[str, Any]] = field(default_factory=dict)
    was: dict[int, dict[str, Any]] = field(default_factory=dict)
    links: list[int] = field(default_factory=list)

    def given(self, name: str) -> list[int]:
        """The patents to which it gave a value of a field."""
        return [id_ for id_, values in self.set.items() if values.get(name)]


def made_by(brought: WorkbookImport) -> Made:
    made = Made(brought.last_entry or 0)
    acting = brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
    for kept, does in acting.values_list("made", "does"):
        if "patent" in kept:
            made.new.append(kept["patent"])
            made.set[kept["patent"]] = {"filed_on": does["filed_on"], **does["course"]}
        elif "patent" in does:
            made.set[does["patent"]], made.was[does["patent"]] = does["set"], does["was"]
        if "loop_link" in kept:
            made.links.append(kept["loop_link"])
    return made


def resting_on(brought: WorkbookImport, *, limit: int) -> list[Resting]:
    """What rests on these patents since, or on their grants."""
    made = made_by(brought)
    touched = [*_gone_on(made), *_rows_on(made)]
    first = dict(
        PatentInventor.objects.filter(
            patent_id__in=[id_ for _kind, id_ in touched], position=1
        ).values_list("patent_id", "person_id")
    )
    return [Resting(kind, None, first[id_]) for kind, id_ in touched[:limit]]


def _gone_on(made: Made) -> Iterator[tuple[str, int]]:
    """Patents on which something stands otherwise than the import wrote it."""
    for patent in Patent.objects.filter(id__in=made.set).order_by("id"):
        wrote = made.set[patent.id]
        # A reminder of a fee is nobody's deed.
        names = wrote.keys() - {"fee_reminded_on"}
        if as_kept({name: getattr(patent, name) for name in names}) != {
            name: wrote[name] for name in names
        }:
            yield CHANGED_SINCE, patent.id


def _rows_on(made: Made) -> Iterator[tuple[str, int]]:
    """Rows that need the patents that were made, or granted by the import: only these count."""
    granted = [*{*made.new, *made.given("granted_on")}]
    links = LoopLink.objects.filter(innovation=Innovation.PATENT).exclude(id__in=made.links)
    of_source = Q(source=Source.PATENT, source_id__in=granted)
    files = Attachment.objects.filter(subject_type=PATENT, subject_id__in=made.new)
    for kind, ids in (
        (USED, Conversion.objects.filter(patent__in=granted).values_list("patent_id")),
        (CLAIMED, Claim.objects.filter(of_source).values_list("source_id")),
        (AWARDED, Award.objects.filter(of_source).values_list("source_id")),
        (LINKED, links.filter(innovation_id__in=granted).values_list("innovation_id")),
        (
            RESULT,
            StudioResult.objects.filter(
                kind=StudioResult.Kind.PATENT, source_id__in=granted
            ).values_list("source_id"),
        ),
        (FILE, files.values_list("subject_id")),
    ):
        yield from ((kind, id_) for (id_,) in ids if id_ is not None)


def take_back(brought: WorkbookImport, *, reason: str, by: int | None, tell: Tell) -> None:
    """Annul the facts, delete the patents that were registered, put back the others.

    Raises:
        AlreadyCorrected: one of the facts was corrected since.
        IntegrityError: other records rest on a row that would go.
    """
    made = made_by(brought)
    taken_back = Count(tell, 2 * len(made.set))
    ours = [id_ for name in KINDS_OF for id_ in _entries(made, KINDS_OF[name], made.given(name))]
    ours += _entries(made, (LoopLinked.kind,), made.links)
    annul_selected("SELECT unnest(%s::bigint[])", [ours], reason=reason, by=by)
    taken_back.add(len(made.set))
    LoopLink.objects.filter(id__in=made.links).delete()
    for id_, was in made.was.items():
        Patent.objects.filter(id=id_).update(**was)
    PatentInventor.objects.filter(patent__in=made.new).delete()
    Patent.objects.filter(id__in=made.new).delete()
    taken_back.add(len(made.set))


def _entries(made: Made, kinds: tuple[str, ...], subjects: list[int]) -> list[int]:
    params: dict[str, Any] = {"last": made.last, "kinds": list(kinds), "subjects": subjects}
    with connection.cursor() as cursor:
        cursor.execute(STILL_OURS, params)
        return [id_ for (id_,) in cursor.fetchall()]
