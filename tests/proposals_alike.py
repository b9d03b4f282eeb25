"""Proposals that were submitted, made many at a time, and the same search done exhaustively."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from gongjiang.innovation.models import Proposal
from gongjiang.innovation.rules.grams import grams_of
from gongjiang.innovation.rules.similarity import asked, said, weights
from gongjiang.innovation.services.similarity import remember_text
from gongjiang.orgs.models import Unit
from world import NOON, TODAY

_numbers = count(1)


def generator() -> Any:
    """The made-up texts of the benchmark."""
    path = Path(__file__).parents[1] / "benchmarks" / "proposal_texts.py"
    spec = spec_from_file_location("proposal_texts", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_proposal(enterprise: Unit, title: str, problem: str = "", method: str = "", **said_: Any):
    """One that waits on the enterprise's desk, not saved."""
    waits = {"state": "SUBMITTED", "due_on": TODAY, "holder_unit": enterprise}
    return Proposal(
        kind="SUGGESTION",
        number=f"2021-{next(_numbers):06}",
        enterprise=enterprise,
        unit=said_.pop("unit", enterprise),
        title=title,
        problem=problem,
        method=method,
        submitted_on=TODAY,
        submitted_at=None if said_.get("anonymous") else NOON,
        reply_by=TODAY,
        **{**waits, **said_},
    )


def submit(enterprise: Unit, title: str, problem: str = "", method: str = "", **said_: Any):
    """One that waits, as the deed that submits leaves it behind."""
    proposal = a_proposal(enterprise, title, problem, method, **said_)
    proposal.save()
    remember_text(proposal)
    return proposal


class Exhaustive:
    """The same measure, by comparing a text with each of some proposals."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self.grams = {
            p.id: set(grams_of(said(p.title, p.problem, p.method)).tolist()) for p in proposals
        }
        self.having = Counter(gram for grams in self.grams.values() for gram in grams)

    def scores(self, text: str) -> dict[int, float]:
        """How much of a text each proposal has said."""
        question = grams_of(asked(text))
        counts = np.array([self.having[gram] for gram in question.tolist()])
        weighing = weights(counts, len(self.grams)).tolist()
        by_gram = dict(zip(question.tolist(), weighing, strict=True))
        return {
            proposal_id: sum(map(by_gram.__getitem__, by_gram.keys() & grams)) / sum(weighing)
            for proposal_id, grams in self.grams.items()
        }
