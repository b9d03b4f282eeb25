"""Several at once: what is submitted is found by everybody, and what is forgotten is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

import numpy as np
import pytest
from django.db import connection, connections

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.innovation.models import ChangedText, Proposal, SegmentGram, TextSegment
from gongjiang.innovation.queries.similar import find_similar
from gongjiang.innovation.queries.text_index import TextScope
from gongjiang.innovation.rules.grams import grams_of
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.similarity import fold_texts
from gongjiang.ops.fsck import check_everything, similar
from gongjiang.people.actors import SYSTEM
from gongjiang.people.services.forgetting import forget
from proposals_alike import submit
from proposing import make_floor, submitted
from world import NOON, TODAY, World, make_world

OLD = ("单晶炉石英坩埚更换频繁", "石英坩埚每班要更换一次", "改用涂层坩埚")
ALL = TextScope(enterprise_ids=None)

ASK = """
import django
django.setup()
from gongjiang.innovation.queries.similar import find_similar
from gongjiang.innovation.queries.text_index import TextScope
print(len(find_similar("石英坩埚更换频繁", TextScope(enterprise_ids=None))))
"""


@pytest.mark.commits
def test_another_process_finds_what_was_just_submitted(other_process: dict[str, str]):
    world = make_world()
    submit(world.a.enterprise, *OLD)

    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, **other_process, "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert asked.stdout.strip() == "1"


@pytest.mark.commits
def test_nothing_is_lost_while_segments_are_written():
    """Two fold, two submit, one looks: at each moment what is there is found, and once."""
    world = make_world()
    first = submit(world.a.enterprise, *OLD)
    failed: list[Exception] = []

    def again(deed: Any, times: int) -> None:
        try:
            for number in range(times):
                deed(number)
        except Exception as error:  # noqa: BLE001  (told by the test itself)
            failed.append(error)
        finally:
            connections.close_all()

    def look(_: int) -> None:
        found = [one.proposal.id for one in find_similar("".join(OLD), ALL, limit=100)]
        assert first.id in found
        assert len(found) == len(set(found))

    def write(number: int) -> None:
        submit(world.a.enterprise, f"{'甲乙丙丁戊己庚辛壬癸'[number]}坩埚", OLD[1], OLD[2])

    deeds = [(lambda _: fold_texts(at=NOON), 10), (lambda _: fold_texts(at=NOON), 10)]
    deeds += [(write, 10), (write, 10), (look, 40)]
    threads = [threading.Thread(target=again, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    fold_texts(at=NOON)
    assert len(find_similar("".join(OLD[1:]), ALL, limit=100)) == 21
    assert check_everything(similar.CHECKS).broken == ()


def traces(text: str) -> int:
    """How many rows of the index have a pair of a text."""
    signed = grams_of(text).view(np.int32).tolist()
    changed = sum(
        bool(np.isin(np.frombuffer(row, dtype="<u4"), grams_of(text)).any())
        for row in ChangedText.objects.values_list("grams", flat=True)
    )
    return SegmentGram.objects.filter(gram__in=signed).count() + changed


@pytest.mark.django_db
@pytest.mark.parametrize("folded", [False, True])
def test_words_of_who_is_forgotten_leave_the_index(world: World, folded: bool):
    """What was wrong was told by somebody, and goes; how the work is done stays."""
    install_defaults(actor=SYSTEM, on=TODAY)
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    floor = make_floor(world)
    proposal = submitted(floor)
    other = submit(world.a.enterprise, *OLD)
    if folded:
        fold_texts(at=NOON)
    assert traces("停炉清理") > 0

    forget([floor.author.id])

    assert not find_similar("热气外溢, 每班要停炉清理两次", ALL), "at once"
    fold_texts(at=NOON)
    assert traces("停炉清理") == 0
    assert traces("导流罩") > 0
    assert [one.proposal for one in find_similar("固定在炉口法兰上", ALL)] == [proposal]
    assert [one.proposal for one in find_similar("石英坩埚更换频繁", ALL)] == [other]
    assert TextSegment.objects.count() == 1


@pytest.mark.django_db
def test_somebody_who_submits_is_found_by_the_deed_itself(world: World):
    install_defaults(actor=SYSTEM, on=TODAY)
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    floor = make_floor(world)

    proposal = submitted(floor)

    [found] = find_similar("炉口热气外溢, 每班要停炉", ALL)
    assert found.proposal == proposal
    assert found.authors == (), "nobody is named before it was adopted, least of all to the zone"
    assert Proposal.objects.count() == 1
    assert connection.in_atomic_block
