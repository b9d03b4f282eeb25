"""What somebody writes finds who has said it before: all of it, at once, and nobody else's."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import connection

from gongjiang.innovation.models import ChangedText, Proposal, SegmentGram, TextSegment
from gongjiang.innovation.queries import text_index
from gongjiang.innovation.queries.similar import find_similar
from gongjiang.innovation.queries.text_index import TextScope
from gongjiang.innovation.rules.similarity import LEAST_LIKENESS
from gongjiang.innovation.services.similarity import fold_texts, rebuild_texts, remember_text
from proposals_alike import Exhaustive, a_proposal, generator, submit
from world import NOON, World

OLD = ("单晶炉石英坩埚更换频繁", "石英坩埚每班要更换一次，停炉时间长", "改用涂层坩埚，延长使用寿命")
ASKED = "石英坩埚更换频繁，停炉时间长"
ALL = TextScope(enterprise_ids=None)


def of(*enterprises: Any, besides: tuple[int, ...] = ()) -> TextScope:
    ids = frozenset(enterprise.id for enterprise in enterprises)
    return TextScope(enterprise_ids=ids, proposal_ids=frozenset(besides))


def titles(text: str, scope: TextScope, **how: Any) -> list[str]:
    return [one.proposal.title for one in find_similar(text, scope, **how)]


@pytest.mark.parametrize("folded", [False, True])
def test_it_tells_what_both_say_and_who_said_it(world: World, folded: bool):
    proposal = submit(world.a.enterprise, *OLD)
    if folded:
        assert fold_texts(at=NOON) == 1
        assert not ChangedText.objects.exists()

    [one] = find_similar(ASKED, of(world.a.enterprise))

    assert one.proposal == proposal
    assert one.percent == 100
    assert "停炉时间长" in one.words


def test_words_that_change_are_found_and_the_old_ones_no_more(world: World):
    proposal = submit(world.a.enterprise, *OLD)
    fold_texts(at=NOON)

    proposal.title, proposal.problem, proposal.method = (
        "叉车充电口防雨",
        "雨天充电口进水",
        "加装防雨罩",
    )
    proposal.save()
    assert not find_similar(ASKED, of(world.a.enterprise)), "the database takes old words out"
    assert not find_similar("叉车充电口防雨", of(world.a.enterprise))
    remember_text(proposal)

    assert titles("叉车充电口防雨", of(world.a.enterprise)) == ["叉车充电口防雨"]
    assert fold_texts(at=NOON) == 1
    assert titles("叉车充电口防雨", of(world.a.enterprise)) == ["叉车充电口防雨"]
    assert not find_similar(ASKED, of(world.a.enterprise))


@pytest.mark.parametrize("folded", [False, True])
def test_what_was_withdrawn_is_not_found(world: World, folded: bool):
    proposal = submit(world.a.enterprise, *OLD)
    if folded:
        fold_texts(at=NOON)

    Proposal.objects.filter(id=proposal.id).update(
        state="WITHDRAWN", withdrawn_on=NOON.date(), due_on=None, holder_unit=None
    )

    assert not find_similar(ASKED, of(world.a.enterprise))
    fold_texts(at=NOON)
    assert not SegmentGram.objects.exists()


def test_a_draft_is_nobodys_business(world: World):
    draft = Proposal.objects.create(
        kind="KAIZEN", enterprise=world.a.enterprise, unit=world.a.team, title=OLD[0]
    )
    remember_text(draft)
    rebuild_texts(at=NOON)

    assert not find_similar(OLD[0], ALL)


@pytest.mark.parametrize("folded", [False, True])
def test_each_scope_finds_its_own_and_no_other(world: World, folded: bool):
    ours = submit(world.a.enterprise, "甲" + OLD[0], *OLD[1:])
    secret = submit(world.a.enterprise, "密" + OLD[0], *OLD[1:], confidential=True)
    theirs = submit(world.b.enterprise, "乙" + OLD[0], *OLD[1:])
    if folded:
        fold_texts(at=NOON)
    a, b = world.a.enterprise, world.b.enterprise

    assert set(titles(ASKED, of(a))) == {ours.title, secret.title}
    assert titles(ASKED, of(b)) == [theirs.title]
    assert set(titles(ASKED, ALL)) == {ours.title, theirs.title}
    offered = of(b, besides=(ours.id, secret.id))
    assert set(titles(ASKED, offered)) == {ours.title, theirs.title}
    assert not find_similar(ASKED, of())


def test_the_index_is_not_believed_about_who_may_see(world: World):
    """Somebody else's proposal under our enterprise's id in the index: found, and not shown."""
    theirs = submit(world.b.enterprise, *OLD)
    ChangedText.objects.filter(proposal=theirs).update(enterprise=world.a.enterprise)

    assert not find_similar(ASKED, of(world.a.enterprise))


def test_its_own_words_are_left_out(world: World):
    own = submit(world.a.enterprise, *OLD)

    assert not find_similar(ASKED, of(world.a.enterprise), besides=[own.id])


@pytest.mark.parametrize(
    "text",
    ["", "漏", "漏油", "，。！", "😀" * 40, "\x00\ud800", "设" * 5000, "%_'\"\\;--", "\n" * 5000],
    ids=["empty", "one", "two", "signs", "emoji", "broken", "long", "quoted", "lines"],
)
def test_any_text_may_be_asked(world: World, text: str):
    submit(world.a.enterprise, *OLD)

    assert not find_similar(text, ALL)


def test_five_thousand_characters_are_asked_by_what_they_begin_with(world: World):
    submit(world.a.enterprise, *OLD)

    assert find_similar("。".join(OLD) * 90, ALL)


def test_rebuilding_finds_the_same(world: World):
    submit(world.a.enterprise, *OLD)
    fold_texts(at=NOON)
    before = list(SegmentGram.objects.order_by("gram").values_list("gram", "slots"))

    assert rebuild_texts(at=NOON) == 1

    assert list(SegmentGram.objects.order_by("gram").values_list("gram", "slots")) == before
    assert TextSegment.objects.count() == 1


def test_segments_written_anew_between_two_looks_are_looked_at_again(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    submit(world.a.enterprise, *OLD)
    fold_texts(at=NOON)
    looks, having = [], text_index._having

    def meanwhile(*asked: Any) -> Any:
        if not looks:
            rebuild_texts(at=NOON)
        looks.append(1)
        return having(*asked)

    monkeypatch.setattr(text_index, "_having", meanwhile)

    assert titles(ASKED, ALL) == [OLD[0]]
    assert len(looks) == 2


@pytest.fixture(scope="module")
def texts() -> list[Any]:
    made: list[Any] = generator().make_texts(4_000, seed=7)
    return made


@pytest.mark.parametrize("most_read", [text_index.MOST_READ, 40_000], ids=["all", "the rarest"])
def test_it_finds_what_comparing_with_each_would(
    world: World, texts: list[Any], monkeypatch: pytest.MonkeyPatch, most_read: int
):
    """Segments of a few hundred, some texts changed since; typed texts and whole ones."""
    monkeypatch.setattr(text_index, "MOST_READ", most_read)
    monkeypatch.setattr("gongjiang.innovation.services.similarity.MOST", 700)
    made = [
        a_proposal(world.a.enterprise if i % 3 else world.b.enterprise, *text)
        for i, text in enumerate(texts)
    ]
    everybody = Proposal.objects.bulk_create(made)
    rebuild_texts(at=NOON)
    assert TextSegment.objects.count() == 6
    rng = random.Random(3)
    compared = Exhaustive(everybody)
    met = wanted = 0
    for proposal in rng.sample(everybody, 25):
        words = generator().Written(proposal.title, proposal.problem, proposal.method)
        whole = generator().retold(words, rng).joined()
        for text in (whole, whole[: rng.randrange(8, 40)]):
            scores = compared.scores(text)
            for scope in (ALL, of(world.a.enterprise)):
                best = sorted((scores[p.id] for p in everybody if sees(scope, p)), reverse=True)[:5]
                found = find_similar(text, scope)
                wanted += sum(score >= LEAST_LIKENESS for score in best)
                met += sum(scores[one.proposal.id] >= best[-1] - 1e-9 for one in found)
    assert wanted > 200
    assert met >= 0.95 * wanted
    if most_read == text_index.MOST_READ:
        assert met == wanted


def sees(scope: TextScope, proposal: Proposal) -> bool:
    return scope.enterprise_ids is None or proposal.enterprise_id in scope.enterprise_ids


def test_it_asks_as_often_however_much_there_is(world: World, texts: list[Any]):
    def statements() -> int:
        with connection.execute_wrapper(counted):
            counts.clear()
            find_similar(ASKED, of(world.a.enterprise))
        return len(counts)

    counts: list[str] = []

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counts.append(sql)
        return execute(sql, params, many, context)

    submit(world.a.enterprise, *OLD)
    fold_texts(at=NOON)
    find_similar(ASKED, ALL)
    few = statements()
    Proposal.objects.bulk_create(
        a_proposal(world.a.enterprise, OLD[0] + str(i), *OLD[1:]) for i in range(50)
    )
    rebuild_texts(at=NOON)
    find_similar(ASKED, ALL)

    assert statements() == few <= 7
