"""What a studio needs for a level, how its year is scored, and by when it reports."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.innovation.models import StudioLevel

Few = Annotated[int, Ge(1), Le(100)]
Points = Annotated[int, Ge(0), Le(100)]
Fen = Annotated[int, Ge(0), Le(100_000_000_000)]
FULL_MARKS = 100


class StudioTerms(RuleContent):
    """Criteria (DB4404/T 17-2021, T/ZSCQO 005-2023), the yearly score sheet, and terms."""

    key: ClassVar[str] = "innovation.studios"
    title = _("Model-worker innovation studios")
    labels = {
        "least_team": _("Least members of a team"),
        "least_team_mixed": _("Least members of a mixed team"),
        "mixed_from": _("A mixed team is needed from this level on"),
        "title_from": _("The leader's title of honour is needed from this level on"),
        "least_funds_fen": _("Least dedicated funds, fen"),
        "least_topics": _("Least innovation topics"),
        "topics_points": _("Points for topics done"),
        "benefit_points": _("Points for confirmed benefit"),
        "patents_points": _("Points for patents and methods"),
        "training_points": _("Points for apprentices and training"),
        "copies_points": _("Points for replication"),
        "management_points": _("Points for management"),
        "topics_full": _("Topics done for full points"),
        "benefit_full_fen": _("Confirmed benefit for full points, fen"),
        "patents_full": _("Patents and methods for full points"),
        "training_full": _("Apprentices and people trained for full points"),
        "copies_full": _("Verified copies for full points"),
        "excellent_points": _("Least points for “excellent”"),
        "qualified_points": _("Least points for “qualified”"),
        "report_days": _("A quarter's report is due so many days after it"),
        "rectify_days": _("Time to rectify, days"),
        "trained_per_point": _("People trained that count as one apprentice"),
    }

    least_team: Few
    least_team_mixed: Few
    mixed_from: StudioLevel
    title_from: StudioLevel
    least_funds_fen: Fen
    least_topics: Few
    topics_points: Points
    benefit_points: Points
    patents_points: Points
    training_points: Points
    copies_points: Points
    management_points: Points
    topics_full: Few
    benefit_full_fen: Annotated[int, Ge(1), Le(100_000_000_000)]
    patents_full: Few
    training_full: Few
    copies_full: Few
    excellent_points: Points
    qualified_points: Points
    report_days: Annotated[int, Ge(1), Le(90)]
    rectify_days: Annotated[int, Ge(10), Le(365)]
    trained_per_point: Few

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        headings = (
            self.topics_points,
            self.benefit_points,
            self.patents_points,
            self.training_points,
            self.copies_points,
            self.management_points,
        )
        in_order = (
            self.qualified_points <= self.excellent_points
            and self.least_team <= self.least_team_mixed
        )
        if sum(headings) != FULL_MARKS or not in_order:
            sentence = gettext(
                "The headings' points sum to 100; “qualified” asks for no more than “excellent”, "
                "nor a plain team for more than a mixed one."
            )
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})
        return self
