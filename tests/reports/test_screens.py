"""Hall screens: opened by an office, paired by a code, closed for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.models import Person
from gongjiang.reports.queries import screen_with, screens_visible_to
from gongjiang.reports.services import (
    CODE_MINUTES,
    MOST_SCREENS,
    SEEN_EVERY,
    CodeSpent,
    close_screen,
    code_of,
    note_screen_seen,
    offer_code,
    open_screen,
    pair_screen,
)
from world import NOON, TODAY, World

LATER = NOON + timedelta(minutes=CODE_MINUTES)


def paired_token(leader: Person) -> str:
    screen = open_screen(place="服务大厅", actor=leader, at=NOON)
    return pair_screen(code=code_of(screen, at=NOON) or "", at=NOON).token


def test_a_code_makes_one_browser_the_screen(world: World):
    screen = open_screen(place="服务大厅", actor=world.leader, at=NOON)

    paired = pair_screen(code=code_of(screen, at=NOON) or "", at=NOON)

    assert screen_with(paired.token) == screen
    assert paired.token != paired.screen.token_hash


def test_a_code_works_once(world: World):
    screen = open_screen(place="服务大厅", actor=world.leader, at=NOON)
    code = code_of(screen, at=NOON) or ""
    pair_screen(code=code, at=NOON)

    with pytest.raises(CodeSpent):
        pair_screen(code=code, at=NOON)


def test_a_code_is_not_for_ever(world: World):
    screen = open_screen(place="服务大厅", actor=world.leader, at=NOON)
    code = code_of(screen, at=NOON) or ""

    assert code_of(screen, at=LATER) is None
    with pytest.raises(CodeSpent):
        pair_screen(code=code, at=LATER)


@pytest.mark.parametrize("typed", ["{code}", "{low}", " {gap} ", "{alike}"])
def test_a_code_is_read_however_it_is_typed(world: World, typed: str):
    screen = open_screen(place="服务大厅", actor=world.leader, at=NOON)
    code = code_of(screen, at=NOON) or ""
    alike = code.replace("0", "o").replace("1", "l")
    written = typed.format(code=code, low=code.lower(), gap=f"{code[:4]} {code[4:]}", alike=alike)

    assert pair_screen(code=written, at=NOON).screen == screen


@pytest.mark.parametrize("code", ["", "AAAAAAAA", "大厅", " "])
def test_another_code_opens_nothing(world: World, code: str):
    open_screen(place="服务大厅", actor=world.leader, at=NOON)

    with pytest.raises(CodeSpent):
        pair_screen(code=code, at=NOON)


def test_codes_of_two_screens_differ(world: World):
    one, other = (open_screen(place=p, actor=world.leader, at=NOON) for p in ("东厅", "西厅"))

    assert code_of(one, at=NOON) != code_of(other, at=NOON)


def test_a_new_code_takes_the_screen_from_its_old_browser(world: World):
    old = paired_token(world.leader)
    screen = screen_with(old)
    assert screen is not None

    offered = offer_code(screen_id=screen.id, actor=world.leader, at=LATER)
    assert screen_with(old) == screen
    new = pair_screen(code=code_of(offered, at=LATER) or "", at=LATER).token

    assert screen_with(old) is None
    assert screen_with(new) == screen


def test_a_closed_screen_shows_nothing_and_stays_closed(world: World):
    token = paired_token(world.leader)
    screen = screen_with(token)
    assert screen is not None

    close_screen(screen_id=screen.id, actor=world.leader, at=NOON)

    assert screen_with(token) is None
    for deed in (close_screen, offer_code):
        with pytest.raises(CannotDo):
            deed(screen_id=screen.id, actor=world.leader, at=NOON)


def test_the_code_of_a_closed_screen_is_void(world: World):
    screen = open_screen(place="服务大厅", actor=world.leader, at=NOON)
    code = code_of(screen, at=NOON) or ""
    closed = close_screen(screen_id=screen.id, actor=world.leader, at=NOON)

    assert code_of(closed, at=NOON) is None
    with pytest.raises(CodeSpent):
        pair_screen(code=code, at=NOON)


def test_only_leaders_and_zone_offices_keep_screens(world: World, reformer: Person):
    token = paired_token(reformer)
    screen = screen_with(token)
    assert screen is not None

    for deed in (
        lambda: open_screen(place="厂门口", actor=world.a.hr, at=NOON),
        lambda: offer_code(screen_id=screen.id, actor=world.a.hr, at=NOON),
        lambda: close_screen(screen_id=screen.id, actor=world.a.hr, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not screens_visible_to(world.a.hr, TODAY).exists()
    assert screens_visible_to(world.leader, TODAY).get() == screen


@pytest.mark.parametrize("place", ["", "  "])
def test_a_screen_hangs_somewhere(world: World, place: str):
    with pytest.raises(CannotDo):
        open_screen(place=place, actor=world.leader, at=NOON)


def test_there_are_so_many_screens_and_no_more(world: World):
    for number in range(MOST_SCREENS):
        open_screen(place=f"{number}号厅", actor=world.leader, at=NOON)

    with pytest.raises(CannotDo):
        open_screen(place="又一厅", actor=world.leader, at=NOON)


def test_a_screen_is_noted_now_and_then(world: World):
    screen = screen_with(paired_token(world.leader))
    assert screen is not None

    note_screen_seen(screen, at=NOON + SEEN_EVERY / 2)
    screen.refresh_from_db()
    assert screen.seen_at == NOON

    note_screen_seen(screen, at=NOON + SEEN_EVERY)
    screen.refresh_from_db()
    assert screen.seen_at == NOON + SEEN_EVERY
