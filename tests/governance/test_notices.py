"""Notices: told once, read in the reader's language, counted in one query."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext_noop

from gongjiang.governance.queries.notices import notices_of, unread_count
from gongjiang.governance.services.notices import mark_read, notify
from gongjiang.people.models import Person
from world import NOON, World


def tell(*persons: Person, title: str = "名单") -> None:
    notify(
        [person.id for person in persons],
        kind="test.told",
        msgid=gettext_noop("Your appeal “%(title)s” has been decided."),
        title=title,
        at=NOON,
    )


def test_a_notice_is_kept_without_its_language(world: World):
    tell(world.a.hr)

    [notice] = notices_of(world.a.hr)
    with translation.override("en"):
        assert notice.text == "Your appeal “名单” has been decided."
    assert (notice.msgid, notice.parameters) == (
        "Your appeal “%(title)s” has been decided.",
        {"title": "名单"},
    )


def test_who_is_named_twice_is_told_once(world: World):
    tell(world.a.hr, world.a.hr, world.b.hr)

    assert unread_count(world.a.hr) == unread_count(world.b.hr) == 1


def test_counting_the_unread_is_one_query(world: World, django_assert_num_queries):
    tell(world.a.hr)
    tell(world.a.hr)

    with django_assert_num_queries(1):
        assert unread_count(world.a.hr) == 2


def test_reading_one_leaves_the_others(world: World):
    tell(world.a.hr)
    tell(world.a.hr)
    first = notices_of(world.a.hr)[0]

    assert mark_read(reader=world.a.hr, public_id=first.public_id, at=NOON) == 1
    assert unread_count(world.a.hr) == 1
    assert mark_read(reader=world.a.hr, at=NOON) == 1
    assert unread_count(world.a.hr) == 0


def test_a_notice_read_again_keeps_its_first_moment(world: World):
    tell(world.a.hr)
    mark_read(reader=world.a.hr, at=NOON)

    assert mark_read(reader=world.a.hr, at=NOON + timedelta(days=1)) == 0
    assert notices_of(world.a.hr)[0].read_at == NOON


def test_nobody_reads_for_somebody_else(world: World):
    tell(world.a.hr)
    notice = notices_of(world.a.hr)[0]

    assert mark_read(reader=world.b.hr, public_id=notice.public_id, at=NOON) == 0
    assert unread_count(world.a.hr) == 1
