"""Each kind of fact as a sentence for its person. Whoever adds a fact adds its sentence here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.people import (
    Hired,
    InternBecameEmployee,
    Left,
    Moved,
    RoleAppointed,
    RoleEnded,
    TeamShiftSet,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.people.models import EmploymentKind, EndReason, PostKind, Role, Shift
from gongjiang.reports.growth_file.benefits_sentences import BENEFITS
from gongjiang.reports.growth_file.career_sentences import CAREERS
from gongjiang.reports.growth_file.echelon_sentences import ECHELON
from gongjiang.reports.growth_file.mentoring_sentences import MENTORING
from gongjiang.reports.growth_file.projects_sentences import PROJECTS
from gongjiang.reports.growth_file.proposal_link_sentences import PROPOSAL_LINKS
from gongjiang.reports.growth_file.proposals_sentences import PROPOSALS
from gongjiang.reports.growth_file.skill_sentences import SKILLS
from gongjiang.reports.growth_file.studios_sentences import STUDIOS
from gongjiang.reports.growth_file.telling import Names, Told


def told(entry: Recorded, names: Names) -> Told:
    """An entry as a sentence, in the language in use."""
    return SENTENCES[type(entry.fact)](entry.fact, entry, names)


def _hired(fact: Hired, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    title = (
        _("Began an internship at %(unit)s")
        if fact.employment_kind == EmploymentKind.INTERN
        else _("Began to work at %(unit)s")
    )
    return Told(title % {"unit": where}, _terms(fact, entry, names))


def _taken_on(fact: InternBecameEmployee, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("Taken on as an employee at %(unit)s") % {"unit": where}, _terms(fact, entry, names)
    )


def _moved(fact: Moved, entry: Recorded, names: Names) -> Told:
    title = _("Moved to %(unit)s") % {"unit": names.place(entry.unit_id, entry.occurred_on)}
    former = names.place(fact.from_unit_id, entry.occurred_on)
    post = names.posts.get((fact.employment_id, entry.occurred_on), "")
    if fact.from_unit_id == entry.unit_id:
        title = _("Took up another post at %(unit)s") % {"unit": former}
        return Told(title, _post(post, fact.post_kind))
    return Told(
        title, _("; ").join([_("from %(unit)s") % {"unit": former}, _post(post, fact.post_kind)])
    )


def _left(fact: Left, _entry: Recorded, names: Names) -> Told:
    employer = names.units.get(fact.employer_id, "")
    return Told(_("Left %(employer)s") % {"employer": employer}, str(EndReason(fact.reason).label))


def _appointed(fact: RoleAppointed, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("Appointed %(role)s of %(unit)s") % {"role": Role(fact.role).label, "unit": where}
    )


def _role_ended(fact: RoleEnded, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("No longer %(role)s of %(unit)s") % {"role": Role(fact.role).label, "unit": where}
    )


def _terms(fact: Hired | InternBecameEmployee, entry: Recorded, names: Names) -> str:
    """Post, kind of employment, and the employer where it is not the enterprise worked at."""
    post = names.posts.get((fact.employment_id, entry.occurred_on), "")
    parts = [_post(post, fact.post_kind), str(EmploymentKind(fact.employment_kind).label)]
    if fact.employer_id != entry.enterprise_id:
        parts.append(
            _("employed by %(employer)s") % {"employer": names.units.get(fact.employer_id, "")}
        )
    return _("; ").join(parts)


def _shift(fact: TeamShiftSet, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("The team's shift was set: %(unit)s") % {"unit": where}, str(Shift(fact.shift).label)
    )


def _post(name: str, kind: str) -> str:
    label = str(PostKind(kind).label)
    return _("%(post)s (%(kind)s)") % {"post": name, "kind": label} if name else label


SENTENCES: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    Hired: _hired,
    InternBecameEmployee: _taken_on,
    Moved: _moved,
    Left: _left,
    RoleAppointed: _appointed,
    RoleEnded: _role_ended,
    **BENEFITS,
    TeamShiftSet: _shift,
    **CAREERS,
    **ECHELON,
    **MENTORING,
    **PROJECTS,
    **PROPOSAL_LINKS,
    **PROPOSALS,
    **STUDIOS,
    **SKILLS,
}
