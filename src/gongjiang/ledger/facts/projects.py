"""What can have happened to projects, five-small items, patents, R&D teams and their links."""

from __future__ import annotations

from dataclasses import dataclass

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class ProjectApproved(Fact):
    """A technical innovation project was approved (立项). The person is its leader.

    Attributes:
        amount_fen: the budget granted.
    """

    kind = "innovation.project.approved"
    subject = "project"

    project_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class ProjectAccepted(Fact):
    """A project's result was accepted (验收). The person is its leader."""

    kind = "innovation.project.accepted"
    subject = "project"

    project_id: int


@dataclass(frozen=True, kw_only=True)
class ProjectContributed(Fact):
    """Somebody's part in a project that was accepted; one for each member, the leader too."""

    kind = "innovation.project.contributed"
    subject = "project"

    project_id: int
    share_bp: int


@dataclass(frozen=True, kw_only=True)
class ProjectAppraised(Fact):
    """A panel appraised a project (鉴定). The person is its leader."""

    kind = "innovation.project.appraised"
    subject = "project"

    project_id: int


@dataclass(frozen=True, kw_only=True)
class ProjectPromoted(Fact):
    """A project's result is used by other units (推广). The person is its leader."""

    kind = "innovation.project.promoted"
    subject = "project"

    project_id: int


@dataclass(frozen=True, kw_only=True)
class ProjectStopped(Fact):
    """A project was stopped or not approved. The person is its leader."""

    kind = "innovation.project.stopped"
    subject = "project"

    project_id: int


@dataclass(frozen=True, kw_only=True)
class MethodNamed(Fact):
    """Somebody let an operating method (先进操作法) bear their name: the entry's person."""

    kind = "innovation.method.named"
    subject = "project"

    project_id: int


@dataclass(frozen=True, kw_only=True)
class FiveSmallAccepted(Fact):
    """A five-small item was accepted. The person is its first author.

    Attributes:
        kind_code: a `FiveSmall.Kind`.
    """

    kind = "innovation.five_small.accepted"
    subject = "item"

    item_id: int
    kind_code: str


@dataclass(frozen=True, kw_only=True)
class FiveSmallContributed(Fact):
    """An author's share of a five-small item that was accepted; one for each author."""

    kind = "innovation.five_small.contributed"
    subject = "item"

    item_id: int
    kind_code: str
    share_bp: int


@dataclass(frozen=True, kw_only=True)
class PatentFiled(Fact):
    """An application for a patent was filed. The person is the first inventor.

    Attributes:
        patent_kind: INVENTION, UTILITY or DESIGN.
    """

    kind = "innovation.patent.filed"
    subject = "patent"

    patent_id: int
    patent_kind: str


@dataclass(frozen=True, kw_only=True)
class PatentGranted(Fact):
    """A patent was granted (授权). The person is the first inventor."""

    kind = "innovation.patent.granted"
    subject = "patent"

    patent_id: int
    patent_kind: str


@dataclass(frozen=True, kw_only=True)
class PatentInvented(Fact):
    """An inventor's share of a patent that was granted; one for each inventor."""

    kind = "innovation.patent.invented"
    subject = "patent"

    patent_id: int
    patent_kind: str
    share_bp: int


@dataclass(frozen=True, kw_only=True)
class PatentLapsed(Fact):
    """A patent or an application ended. The person is the first inventor.

    A patent declared invalid has its grant annulled too: it is held never to have existed.
    """

    kind = "innovation.patent.lapsed"
    subject = "patent"

    patent_id: int
    patent_kind: str


@dataclass(frozen=True, kw_only=True)
class ConversionRecorded(Fact):
    """A result was put to use (成果转化); the amount is its net income. No person.

    Attributes:
        conversion_kind: TRANSFER, LICENCE, SHARES or OWN_USE.
    """

    kind = "innovation.conversion.recorded"
    subject = "conversion"

    conversion_id: int
    conversion_kind: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RDTeamFormed(Fact):
    """A research and development team was formed. The person is its leader."""

    kind = "innovation.rd_team.formed"
    subject = "rd_team"

    rd_team_id: int


@dataclass(frozen=True, kw_only=True)
class LoopLinked(Fact):
    """An innovation got one of the four links that close its loop. No person.

    Attributes:
        innovation: PROPOSAL, PROJECT, FIVE_SMALL or PATENT.
        innovation_row: the id of one in the table of its kind.
        link: RULE, PLATFORM, TEAM or RESULT.
    """

    kind = "innovation.loop.linked"
    subject = "loop_link"

    loop_link_id: int
    innovation: str
    innovation_row: int
    link: str
