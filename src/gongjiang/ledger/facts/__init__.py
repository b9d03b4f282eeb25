"""The vocabulary every room shares: what can have happened. A room's facts are one module here."""

from gongjiang.ledger.facts import (
    careers,
    mentoring,
    people,
    pipeline,
    proposal_links,
    proposals,
    skills,
)
from gongjiang.ledger.facts.base import Annulled, Fact, all_fact_classes, fact_class

__all__ = [
    "Annulled",
    "Fact",
    "all_fact_classes",
    "careers",
    "fact_class",
    "mentoring",
    "people",
    "pipeline",
    "proposal_links",
    "proposals",
    "skills",
]
