"""One project, item or patent as one reader sees it on a page: read once, asked often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.governance.models import Attachment
from gongjiang.governance.queries.attachments import attachments_of
from gongjiang.innovation.models import (
    Appraiser,
    BudgetLine,
    Conversion,
    FiveSmall,
    FiveSmallAuthor,
    InnovationProject,
    Milestone,
    Patent,
    PatentInventor,
    ProjectMember,
)
from gongjiang.innovation.permissions import projects as permissions
from gongjiang.innovation.queries.loop import Loop, loop_of
from gongjiang.innovation.queries.project_files import subject_of
from gongjiang.innovation.queries.project_scope import (
    Desk,
    desk_of,
    five_small_visible_to,
    patents_visible_to,
    projects_visible_to,
)
from gongjiang.innovation.rules.five_small import FORMS
from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused
from gongjiang.people.models import Person
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.innovation.projects.naming import Place


def desk_for(request: PersonRequest) -> Desk:
    """What of innovation lies on the reader's desk; read once a request."""
    kept: Desk | None = getattr(request, "_innovation_desk", None)
    if kept is None:
        kept = desk_of(scope_for(request))
        request._innovation_desk = kept  # type: ignore[attr-defined]  # kept for this request alone
    return kept


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody with their part; a record that is set aside shows no name to others."""

    name: str
    percent: str
    note: str = ""
    own: bool = False


def shown(person: Person, share_bp: int, reader: Person, note: str = "") -> Shown:
    return Shown(named(person, reader), f"{share_bp / 100:g}", note, own=person.id == reader.id)


def named(person: Person | None, reader: Person) -> str:
    """A name, where the record is open or the reader's own."""
    if person is None:
        return _("the installation")
    is_open = person.state == Person.State.ACTIVE or person.id == reader.id
    return str(person) if is_open else _("(withheld)")


class _Seen:
    """What the pages of all kinds ask alike."""

    def __init__(self, desk: Desk, reader: Person) -> None:
        self.desk, self.reader, self.day = desk, reader, desk.scope.day

    def place(self, enterprise_id: int) -> Place:
        return Place(enterprise_id, self.day, self.reader.id)


class SeenProject(_Seen):
    """A project, its reader, and what belongs to it."""

    def __init__(self, project: InnovationProject, desk: Desk, reader: Person) -> None:
        super().__init__(desk, reader)
        self.project = project

    @property
    def url(self) -> str:
        return reverse("projects:project", args=[self.project.public_id])

    @cached_property
    def members(self) -> list[ProjectMember]:
        return list(self.project.members.select_related("person").order_by("position"))

    @property
    def people(self) -> list[Shown]:
        return [
            shown(each.person, each.share_bp, self.reader, str(each.get_role_display()))
            for each in self.members
        ]

    @property
    def is_member(self) -> bool:
        return any(each.person_id == self.reader.id for each in self.members)

    @property
    def is_leader(self) -> bool:
        leads = ProjectMember.Role.LEADER
        return any(each.person_id == self.reader.id and each.role == leads for each in self.members)

    @cached_property
    def runs(self) -> bool:
        """Whether the reader runs innovation here and has no part in this project."""
        project = self.project
        return not self.is_member and self.desk.runs(
            unit_id=project.unit_id, enterprise_id=project.enterprise_id
        )

    @cached_property
    def milestones(self) -> list[Milestone]:
        return list(self.project.milestones.order_by("position"))

    @cached_property
    def lines(self) -> list[BudgetLine]:
        """The budget book, for members and those who decide or pay."""
        if not self.sees_money:
            return []
        return list(self.project.budget_lines.order_by("booked_on", "id"))

    @property
    def sees_money(self) -> bool:
        return self.is_member or self.runs or self.project.enterprise_id in self.desk.purses

    @cached_property
    def panel(self) -> list[Appraiser]:
        return list(self.project.appraisers.select_related("person").order_by("id"))

    @property
    def is_appraiser(self) -> bool:
        return any(each.person_id == self.reader.id for each in self.sitting)

    @property
    def sitting(self) -> list[Appraiser]:
        """Those on the panel whose vote counts."""
        return [each for each in self.panel if each.left_on is None]

    @property
    def panel_lines(self) -> list[tuple[str, Appraiser]]:
        return [(named(each.person, self.reader), each) for each in self.panel]

    @cached_property
    def files(self) -> list[Attachment]:
        return list(attachments_of(subject_of(self.project)))

    @cached_property
    def loop(self) -> Loop:
        return loop_of("PROJECT", self.project.id)

    @property
    def is_named(self) -> bool:
        """Whether the method is to bear the reader's name."""
        return self.project.method_person_id == self.reader.id

    @property
    def method_name_giver(self) -> str:
        return named(self.project.method_person, self.reader) if self.project.method_person else ""

    # Who may: the desk knows every role of the reader, so nothing is asked anew.

    def decides(self) -> Decision:
        if self.is_member:
            return permissions.OWN
        return ALLOWED if self.runs else permissions.RUN_BY_OTHERS

    def leads(self) -> Decision:
        if self.is_leader:
            return ALLOWED
        return refused(_("The leader of the project does this."))

    def works(self) -> Decision:
        if self.is_member:
            return ALLOWED
        return refused(_("Only members of the project can do this."))


class SeenItem(_Seen):
    """A five-small item, its reader, and its authors."""

    def __init__(self, item: FiveSmall, desk: Desk, reader: Person) -> None:
        super().__init__(desk, reader)
        self.item = item

    @property
    def url(self) -> str:
        return reverse("projects:item", args=[self.item.public_id])

    @cached_property
    def authors(self) -> list[FiveSmallAuthor]:
        return list(self.item.authors.select_related("person").order_by("position"))

    @property
    def people(self) -> list[Shown]:
        return [shown(each.person, each.share_bp, self.reader) for each in self.authors]

    @property
    def is_author(self) -> bool:
        return any(each.person_id == self.reader.id for each in self.authors)

    @cached_property
    def runs(self) -> bool:
        item = self.item
        return not self.is_author and self.desk.runs(
            unit_id=item.unit_id, enterprise_id=item.enterprise_id
        )

    @property
    def answers(self) -> list[tuple[Sentence, str]]:
        """What its form asked, with what was answered."""
        asked = FORMS[self.item.kind]
        given = [(each.label, self.item.particulars.get(each.name, "")) for each in asked]
        return [(label, answer) for label, answer in given if answer]

    @cached_property
    def files(self) -> list[Attachment]:
        return list(attachments_of(subject_of(self.item)))

    def decides(self) -> Decision:
        if self.is_author:
            return permissions.OWN
        return ALLOWED if self.runs else permissions.RUN_BY_OTHERS

    def writes(self) -> Decision:
        if self.is_author:
            return ALLOWED
        return refused(_("Only its authors can do this."))


class SeenPatent(_Seen):
    """A patent, its reader, and its inventors."""

    def __init__(self, patent: Patent, desk: Desk, reader: Person) -> None:
        super().__init__(desk, reader)
        self.patent = patent

    @property
    def url(self) -> str:
        return reverse("projects:patent", args=[self.patent.public_id])

    @cached_property
    def inventors(self) -> list[PatentInventor]:
        return list(self.patent.inventors.select_related("person").order_by("position"))

    @property
    def people(self) -> list[Shown]:
        return [shown(each.person, each.share_bp, self.reader) for each in self.inventors]

    @property
    def keeps(self) -> bool:
        return self.patent.enterprise_id in self.desk.enterprises

    @property
    def sees_money(self) -> bool:
        return self.patent.enterprise_id in self.desk.registers

    @cached_property
    def conversions(self) -> list[Conversion]:
        """What it was put to use for: the register's readers see it, inventors do not."""
        return list(self.patent.conversions.order_by("agreed_on")) if self.sees_money else []

    @cached_property
    def contracts(self) -> dict[int, list[Attachment]]:
        return {each.id: list(attachments_of(subject_of(each))) for each in self.conversions}

    @property
    def days(self) -> list[tuple[Sentence, date]]:
        """The steps it has taken."""
        patent = self.patent
        states = Patent.State
        steps = (
            (states.FILED.label, patent.filed_on),
            (states.ACCEPTED.label, patent.accepted_on),
            (states.PUBLISHED.label, patent.published_on),
            (states.EXAMINED.label, patent.examined_on),
            (states.GRANTED.label, patent.granted_on),
            (patent.get_state_display(), patent.ended_on),
        )
        return [(label, day) for label, day in steps if day is not None]

    def keeps_register(self) -> Decision:
        return ALLOWED if self.keeps else permissions.RUN_BY_OTHERS

    def converts(self) -> Decision:
        return ALLOWED if self.sees_money else permissions.RUN_BY_OTHERS


def project_seen_by(request: PersonRequest, public_id: UUID) -> SeenProject:
    """A project that the reader may see; any other is not there."""
    desk = desk_for(request)
    rows = projects_visible_to(desk).select_related("method_person", "rd_team")
    return SeenProject(get_object_or_404(rows, public_id=public_id), desk, request.person)


def item_seen_by(request: PersonRequest, public_id: UUID) -> SeenItem:
    """An item that the reader may see; any other is not there."""
    desk = desk_for(request)
    item = get_object_or_404(five_small_visible_to(desk), public_id=public_id)
    return SeenItem(item, desk, request.person)


def patent_seen_by(request: PersonRequest, public_id: UUID) -> SeenPatent:
    """A patent that the reader may see; any other is not there."""
    desk = desk_for(request)
    rows = patents_visible_to(desk).select_related("project", "rd_team")
    return SeenPatent(get_object_or_404(rows, public_id=public_id), desk, request.person)
