"""What a publicity, an appeal or an attachment is about: a row of any room, by type and id."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Subject:
    """A row of some room.

    Attributes:
        type: room and noun, such as "governance.publicity".
    """

    type: str
    id: int


class About(models.Model):
    """A row that is about another one. A bare id: the room it names may stand above this one."""

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_type, self.subject_id)
