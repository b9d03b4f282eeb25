"""Which files belong to what, and who may open them: whoever may see what they belong to."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from gongjiang.governance.models import Appeal, Attachment, Publicity, RuleSet, Subject
from gongjiang.governance.queries.appeals import appeals_visible_to
from gongjiang.governance.queries.publicity import publicities_visible_to
from gongjiang.governance.queries.reach import Reach
from gongjiang.governance.queries.rule_sets import rule_sets_visible_to

Visible = Callable[[Reach, int], bool]
"""Whether a reader may see the row with this id."""

_owners: dict[str, Visible] = {}


def register_owner(subject_type: str, visible: Visible) -> None:
    """Let rows of a type have attachments; a room above calls this beside its own queries."""
    if subject_type in _owners:
        msg = f"Two rooms own {subject_type}."
        raise ValueError(msg)
    _owners[subject_type] = visible


def may_have_attachments(subject_type: str) -> bool:
    return subject_type in _owners


def is_visible_to(reach: Reach, attachment: Attachment) -> bool:
    visible = _owners.get(attachment.subject_type)
    return visible is not None and visible(reach, attachment.subject_id)


def attachments_of(subject: Subject) -> QuerySet[Attachment]:
    """The files of a subject the reader is known to see, in the order they came."""
    files = Attachment.objects.filter(subject_type=subject.type, subject_id=subject.id)
    return files.select_related("uploaded_by").order_by("uploaded_at", "id")


RULE_SET = "governance.rule_set"
PUBLICITY = "governance.publicity"
APPEAL = "governance.appeal"


def _sees_rule_set(reach: Reach, row: int) -> bool:
    return rule_sets_visible_to(reach).filter(id=row).exists()


def _sees_publicity(reach: Reach, row: int) -> bool:
    return publicities_visible_to(reach).filter(id=row).exists()


def _sees_appeal(reach: Reach, row: int) -> bool:
    return appeals_visible_to(reach).filter(id=row).exists()


register_owner(RULE_SET, _sees_rule_set)
register_owner(PUBLICITY, _sees_publicity)
register_owner(APPEAL, _sees_appeal)


def subject_of(row: RuleSet | Publicity | Appeal) -> Subject:
    """How a row of this room is named by what is about it."""
    types = {RuleSet: RULE_SET, Publicity: PUBLICITY, Appeal: APPEAL}
    return Subject(types[type(row)], row.id)
