"""The parts of a studio's room, and what each shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from gongjiang.innovation.models import StudioBudgetLine, StudioMember, StudioReview
from gongjiang.innovation.queries.studio_books import totals_of
from gongjiang.innovation.queries.studio_files import files_of
from gongjiang.innovation.queries.studio_sources import still_there
from gongjiang.innovation.queries.studio_titles import titles_of
from gongjiang.orgs.queries import true_on
from gongjiang.web.innovation.studios.seen import Seen

PARTS = ("naming", "work", "people", "book", "results", "year")
MOST_SHOWN = 40
"""So many minutes and lines of the book stand on the page, the newest first."""


def parts_for(seen: Seen, current: str) -> list[dict[str, Any]]:
    """The parts as tabs; a reader without the room has none."""
    labels = {
        "naming": _("Name and level"),
        "work": _("Topics and minutes"),
        "people": _("Members and apprentices"),
        "book": _("Book and equipment"),
        "results": _("Results"),
        "year": _("Yearly review"),
    }
    if not seen.sees_room:
        return []
    return [
        {"label": labels[part], "url": f"{seen.url}?part={part}", "current": part == current}
        for part in PARTS
    ]


def part_context(seen: Seen, part: str) -> dict[str, Any]:
    """What one part shows; a few queries each, whatever the studio holds."""
    return _PARTS[part](seen)


def _naming(seen: Seen) -> dict[str, Any]:
    evidence = [each for naming in seen.namings for each in naming.evidence.all()]
    files = files_of(evidence)
    return {
        "namings": [
            (naming, [(each, files.get(each.id, [])) for each in naming.evidence.all()])
            for naming in seen.namings
        ],
        "members_count": seen.studio.members.filter(true_on(seen.day)).count(),
        "results_count": seen.studio.results.count(),
    }


def _work(seen: Seen) -> dict[str, Any]:
    studio = seen.studio
    return {
        "topics": studio.topics.order_by("state", "due_on", "id"),
        "minutes": studio.minutes.select_related("topic", "written_by").order_by("-held_on", "-id")[
            :MOST_SHOWN
        ],
        "reports": studio.reports.order_by("-year", "-quarter")[:MOST_SHOWN],
    }


def _people(seen: Seen) -> dict[str, Any]:
    studio = seen.studio
    if not seen.sees_names:
        groups = studio.members.filter(true_on(seen.day)).values_list("group")
        return {
            "groups": [
                (StudioMember.Group(group).label, n)
                for group, n in groups.annotate(n=Count("id")).order_by("group")
            ],
            "learning": studio.apprentices.filter(true_on(seen.day)).count(),
        }
    return {
        "members": studio.members.select_related("person").order_by("valid_to", "valid_from", "id"),
        "handovers": studio.handovers.select_related("before", "after").order_by("-on"),
        "apprentices": studio.apprentices.select_related("person", "master").order_by(
            "-valid_from", "id"
        ),
    }


def _book(seen: Seen) -> dict[str, Any]:
    allotted, spent = totals_of(seen.studio.id)
    lines = seen.studio.book.select_related("written_by", "reversal").order_by("-on", "-id")
    return {
        "allotted": allotted,
        "spent": spent,
        "left": allotted - spent,
        "lines": lines[:MOST_SHOWN],
        "spent_kind": StudioBudgetLine.Kind.SPENT,
        "equipment": seen.studio.equipment.order_by("given_up_on", "acquired_on", "id"),
    }


def _results(seen: Seen) -> dict[str, Any]:
    results = list(seen.studio.results.select_related("topic").order_by("-happened_on", "id"))
    there = still_there(results)
    return {
        "results": [
            (each, each.source_id is None or (each.kind, each.source_id) in there)
            for each in results
        ]
    }


def _year(seen: Seen) -> dict[str, Any]:
    headings = {
        "topics": _("Topics done"),
        "benefit": _("Confirmed benefit"),
        "patents": _("Patents and methods"),
        "training": _("Apprentices and training"),
        "copies": _("Verified copies"),
        "management": _("Reports in time"),
    }
    titles = titles_of(
        record
        for review in seen.reviews
        for record in _records(review)
        if seen.sees_names or record["what"] != "APPRENTICE"
    )
    sheets = [
        {
            "review": review,
            "lines": [
                {
                    **line,
                    "label": headings[line["heading"]],
                    "fen": int(Decimal(line["count"])),
                    "n": len(line["records"]),
                    "shown": [
                        {**record, "title": titles.get((record["what"], record["id"]), "–")}
                        for record in line["records"]
                    ],
                }
                for line in review.lines
            ],
        }
        for review in seen.reviews
    ]
    measures = seen.studio.measures.select_related("taken_by").order_by("-taken_on", "-id")
    return {"sheets": sheets, "measures": measures}


def _records(review: StudioReview) -> Iterator[dict[str, Any]]:
    return (record for line in review.lines for record in line["records"])


_PARTS = {
    "naming": _naming,
    "work": _work,
    "people": _people,
    "book": _book,
    "results": _results,
    "year": _year,
}
