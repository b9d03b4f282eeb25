"""What is wrong with the index of texts is found, and rebuilding mends it."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.innovation.models import ChangedText, Proposal, SegmentGram, TextSegment
from gongjiang.innovation.services.similarity import fold_texts, rebuild_texts
from gongjiang.ops.fsck import check_everything, similar
from proposals_alike import submit
from world import NOON, World


@pytest.fixture
def proposals(world: World) -> list[Proposal]:
    """Two in a segment, one changed since, one that is withdrawn."""
    words = ("导流罩", "热气外溢", "加装导流罩")
    made = [submit(world.a.enterprise, f"{i}号炉{words[0]}", *words[1:]) for i in "一二三四"]
    fold_texts(at=NOON)
    made[2].title = "换个题目"
    made[2].save()
    Proposal.objects.filter(id=made[3].id).update(
        state="WITHDRAWN", withdrawn_on=NOON.date(), due_on=None, holder_unit=None
    )
    return made


def broken() -> dict[str, tuple[int, ...]]:
    report = check_everything(similar.CHECKS)
    return {one.check.name.removeprefix("similar."): one.ids for one in report.broken}


def test_changed_and_withdrawn_ones_are_as_they_should_be(proposals: list[Proposal]):
    assert broken() == {}


def test_one_that_stands_nowhere_is_found(proposals: list[Proposal]):
    ChangedText.objects.filter(proposal=proposals[3]).delete()
    TextSegment.objects.all().delete()

    found = broken()

    wanted = tuple(p.id for p in proposals[:2])
    assert found == {
        "each_proposal_stands_once": wanted,
        "grams_have_their_segment": found["grams_have_their_segment"],
    }


def test_traces_of_words_that_are_gone_are_found(proposals: list[Proposal]):
    """As if the database had not noticed that words changed."""
    ChangedText.objects.all().delete()

    assert broken() == {
        "each_proposal_stands_once": (proposals[3].id,),
        "index_says_what_is_written": (proposals[2].id,),
    }
    assert rebuild_texts(at=NOON) == 3
    assert broken() == {}


def test_a_gram_too_few_or_too_many_is_found(proposals: list[Proposal]):
    row = SegmentGram.objects.order_by("-texts").first()
    assert row is not None
    assert row.texts == 4
    SegmentGram.objects.filter(gram=row.gram).update(
        texts=1, slots=np.array([1], dtype="<u2").tobytes()
    )

    assert "index_says_what_is_written" in broken()
