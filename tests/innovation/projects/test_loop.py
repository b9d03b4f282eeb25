"""The closed loop: what is linked by hand, what by deeds, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjiang.innovation.models import LoopLink, RuleDocument
from gongjiang.innovation.queries.loop import loop_of, loops_of
from gongjiang.innovation.services.loop import (
    Named,
    close_base,
    link_innovation,
    note_result,
    register_document,
    register_platform,
    unlink,
)
from gongjiang.innovation.services.project_endings import promote_project
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import live
from innovators import ENDED, Bench, accepted_item, appraised, noon, proposed
from world import TODAY, World

AT = noon(TODAY)


@pytest.fixture
def bases(bench: Bench) -> dict[str, int]:
    given = {"enterprise_id": bench.site.enterprise.id, "actor": bench.chair, "at": AT}
    document = register_document(
        title="技术革新管理办法", number="甲硅〔2022〕3号", valid_from=date(2022, 1, 1), **given
    )
    platform = register_platform(
        kind="LABORATORY", name="试验线", valid_from=date(2022, 1, 1), **given
    )
    return {"RULE": document.id, "PLATFORM": platform.id}


def linked(bench: Bench, named: Named, link: str, target: int) -> LoopLink:
    return link_innovation(named, link=link, target_id=target, actor=bench.chair, at=AT)


def test_a_promoted_project_with_rule_and_platform_has_all_five(
    bench: Bench, bases: dict[str, int]
):
    project = appraised(bench)
    named = Named("PROJECT", project.id)
    assert loop_of("PROJECT", project.id).missing == ("RULE", "PLATFORM", "RESULT")
    promote_project(project_id=project.id, where="二车间", actor=bench.chair, at=noon(ENDED))
    for link, target in bases.items():
        linked(bench, named, link, target)

    assert loop_of("PROJECT", project.id).is_closed
    assert live().filter(kind="innovation.loop.linked").count() == 4


def test_only_what_counts_is_linked_and_only_to_what_is_in_force_here(
    bench: Bench, bases: dict[str, int], world: World
):
    waiting = Named("PROJECT", proposed(bench).id)
    with pytest.raises(CannotDo, match="not been accepted yet"):
        linked(bench, waiting, "RULE", bases["RULE"])

    item = Named("FIVE_SMALL", accepted_item(bench).id)
    with pytest.raises(NotAllowed):
        link_innovation(item, link="RULE", target_id=bases["RULE"], actor=world.b.hr, at=AT)
    with pytest.raises(CannotDo, match="in force today"):
        linked(bench, item, "TEAM", 999)
    first = linked(bench, item, "RULE", bases["RULE"])
    assert linked(bench, item, "RULE", bases["RULE"]).id == first.id


def test_an_ended_document_takes_no_new_links(bench: Bench, bases: dict[str, int]):
    from_document = register_document(
        enterprise_id=bench.site.enterprise.id,
        title="旧办法",
        number="一",
        valid_from=date(2021, 1, 1),
        actor=bench.chair,
        at=AT,
    )
    with pytest.raises(NotAllowed):
        close_base(from_document, ends_on=date(2022, 6, 1), actor=bench.lead, at=AT)
    with pytest.raises(CannotDo, match="It began on"):
        close_base(from_document, ends_on=date(2021, 1, 1), actor=bench.chair, at=AT)
    close_base(from_document, ends_on=date(2022, 6, 1), actor=bench.chair, at=AT)
    with pytest.raises(CannotDo, match="ended already"):
        close_base(from_document, ends_on=date(2022, 7, 1), actor=bench.chair, at=AT)
    item = Named("FIVE_SMALL", accepted_item(bench).id)

    with pytest.raises(CannotDo, match="in force today"):
        linked(bench, item, "RULE", from_document.id)


def test_a_document_does_not_end_before_its_last_link(bench: Bench, bases: dict[str, int]):
    item = Named("FIVE_SMALL", accepted_item(bench).id)
    link = linked(bench, item, "RULE", bases["RULE"])
    document = RuleDocument.objects.get(id=bases["RULE"])

    with pytest.raises(CannotDo, match="was linked to it on"):
        close_base(document, ends_on=link.linked_on, actor=bench.chair, at=AT)
    for later in (30, 10):  # an end that lies ahead may be moved
        ends_on = link.linked_on + timedelta(days=later)
        close_base(document, ends_on=ends_on, actor=bench.chair, at=AT)
    document.refresh_from_db()
    assert document.valid_to == ends_on


def test_a_wrong_link_is_taken_back_with_its_fact(bench: Bench, bases: dict[str, int]):
    item = Named("FIVE_SMALL", accepted_item(bench).id)
    link = linked(bench, item, "RULE", bases["RULE"])
    with pytest.raises(CannotDo, match="Say why"):
        unlink(link_id=link.id, reason="", actor=bench.chair, at=AT)
    unlink(link_id=link.id, reason="选错", actor=bench.chair, at=AT)

    assert not live().filter(kind="innovation.loop.linked").exists()
    again = linked(bench, item, "RULE", bases["RULE"])
    assert live().filter(kind="innovation.loop.linked").count() == 1
    assert again.id != link.id


def test_a_result_is_noted_once_whoever_brings_it(bench: Bench):
    item = accepted_item(bench)
    for target, row in (("BENEFIT", 7), ("AWARD", 9)):
        note_result(
            "FIVE_SMALL",
            item.id,
            target=target,
            target_id=row,
            enterprise_id=item.enterprise_id,
            actor=bench.chair,
            on=TODAY,
        )

    [link] = LoopLink.objects.all()
    assert (link.target, link.target_id) == ("BENEFIT", 7)


def test_an_enterprise_sees_what_is_missing(bench: Bench, bases: dict[str, int]):
    item = accepted_item(bench)
    project = appraised(bench)
    linked(bench, Named("FIVE_SMALL", item.id), "RULE", bases["RULE"])

    rows = {(row.kind, row.id): row for row in loops_of([bench.site.enterprise.id], TODAY)}

    assert rows["FIVE_SMALL", item.id].missing == ("PLATFORM", "TEAM", "RESULT")
    assert rows["PROJECT", project.id].missing == ("RULE", "PLATFORM", "RESULT")
    assert rows["PROJECT", project.id].title == project.title
