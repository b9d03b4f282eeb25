"""A proposal as a sheet of A3."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.governance.files import path_of
from gongjiang.governance.models import Attachment
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.proposals.one_page import OnePage, pdf_of
from gongjiang.web.innovation.proposals.seen import Seen, seen_by

MOST_PHOTOS = 4
LONGEST_WORDS = 40


@require_safe
@person_required
def one_page(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Of whatever was sent; with the names of its authors where the reader may know them."""
    seen = seen_by(request, public_id)
    if seen.proposal.submitted_on is None:
        raise Http404
    answer = HttpResponse(pdf_of(_content(seen), on=seen.day), content_type="application/pdf")
    name = f"{seen.proposal.number}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _content(seen: Seen) -> OnePage:
    held, work = seen.proposal, seen.implementation
    place = held.enterprise.name
    if held.unit_id != held.enterprise_id:
        place = f"{place} · {held.unit.name}"
    return OnePage(
        title=held.title,
        number=held.number,
        state=held.get_state_display(),
        enterprise=held.enterprise.name,
        place=place,
        facts=_facts(seen),
        problem=held.problem,
        cause=held.cause,
        method=held.method,
        effect=held.expected,
        after="\n".join(part for part in ((work.result, work.evidence) if work else ()) if part),
        way=[
            (step.on.isoformat(), _words(step.get_to_state_display(), step.reason))
            for step in reversed(seen.steps)
        ],
        before=[path_of(photo.sha256) for photo in _kept(seen.before)],
        photos_after=[path_of(photo.sha256) for photo in _kept(seen.after)],
        synthetic=settings.DEMO,
    )


def _kept(photos: list[Attachment]) -> list[Attachment]:
    """The first ones, as far as their files are there."""
    return [photo for photo in photos[:MOST_PHOTOS] if path_of(photo.sha256).exists()]


def _facts(seen: Seen) -> list[tuple[str, str]]:
    held, work = seen.proposal, seen.implementation
    if held.anonymous and not seen.authors:
        whose = _("without a name")
    else:
        whose = "、".join(seen.author_lines) if seen.sees_authors else _("not shown to you")
    facts = [
        (_("Authors"), whose),
        (_("Process"), held.process.name if held.process else ""),
        (_("Sent"), str(held.submitted_on)),
        (_("Decided"), str(held.decided_on or "")),
    ]
    if work and seen.sees_authors:
        facts.append((_("By whom"), work.owner.name))
    return [(label, said or "–") for label, said in facts]


def _words(state: str, reason: str) -> str:
    """A step in a line: a sheet has no room for all of what was said."""
    cut = reason if len(reason) <= LONGEST_WORDS else reason[: LONGEST_WORDS - 1] + "…"
    return f"{state}: {cut}" if cut else state
