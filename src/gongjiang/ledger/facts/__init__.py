"""The vocabulary every room shares: what can have happened. A room's facts are one module here."""

from gongjiang.ledger.facts import (
    benefits,
    careers,
    mentoring,
    people,
    pipeline,
    projects,
    proposal_links,
    proposals,
    skills,
    studios,
)
from gongjiang.ledger.facts.base import Annulled, Fact, all_fact_classes, fact_class

__all__ = [
    "Annulled",
    "Fact",
    "all_fact_classes",
    "benefits",
    "careers",
    "fact_class",
    "mentoring",
    "people",
    "pipeline",
    "projects",
    "proposal_links",
    "proposals",
    "skills",
    "studios",
]
