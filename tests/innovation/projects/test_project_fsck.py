"""Whatever the services leave behind, the checks agree with."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.services.five_small import refuse_five_small
from gongjiang.innovation.services.loop import Named, link_innovation, register_document, unlink
from gongjiang.innovation.services.patents import end_patent
from gongjiang.innovation.services.project_endings import (
    answer_method,
    name_method,
    promote_project,
)
from gongjiang.innovation.services.project_work import give_back, raise_budget, spend
from gongjiang.innovation.services.projects import stop_project
from gongjiang.innovation.services.rd_teams import form_rd_team, leave_rd_team
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.fsck import ledger as of_the_ledger
from gongjiang.ops.fsck import projects as checks
from gongjiang.people.services.employment import end_employment
from innovators import (
    ENDED,
    Bench,
    accepted,
    accepted_item,
    appraised,
    declared,
    filed,
    granted,
    noon,
    running,
    shares,
)
from world import TODAY

CHECKED = (*checks.CHECKS, *of_the_ledger.CHECKS)
AT = noon(TODAY)


@pytest.fixture
def every_way(bench: Bench) -> Bench:
    """Projects, items, patents and teams gone each way there is."""
    project = appraised(bench)
    given = {"project_id": project.id, "actor": bench.chair, "at": noon(ENDED)}
    promote_project(where="二车间", **given)
    name_method(name="钱氏法", person_id=bench.lead.id, **given)
    answer_method(project_id=project.id, consents=True, actor=bench.lead, at=noon(ENDED))
    stopped = running(bench)
    booked = {"project_id": stopped.id, "at": AT}
    spend(amount_fen=500, what="圈", actor=bench.lead, **booked)
    give_back(amount_fen=200, what="退", actor=bench.lead, **booked)
    raise_budget(amount_fen=900, reason="涨", actor=bench.chair, **booked)
    stop_project(project_id=stopped.id, reason="停", actor=bench.chair, at=AT)
    [job] = bench.mate.employments.all()
    accepted(bench)
    end_employment(
        employment_id=job.id, reason="RESIGNED", actor=bench.site.hr, on=date(2022, 8, 15)
    )
    accepted_item(bench, authors=_only(bench))
    refused = declared(bench, authors=_only(bench))
    refuse_five_small(item_id=refused.id, reason="不符", actor=bench.chair, at=AT)
    _patents(bench)
    _links(bench, project.id)
    return bench


def _only(bench: Bench) -> list[Part]:
    return shares((bench.lead, 10_000))


def _patents(bench: Bench) -> None:
    granted(bench, "INVENTION", 1)
    filed(bench, "UTILITY", 2)
    for serial, state in ((3, "LAPSED"), (4, "INVALID")):
        patent = granted(bench, "DESIGN", serial)
        end_patent(
            patent_id=patent.id,
            state=state,
            reason="止",
            on=date(2022, 8, 1),
            actor=bench.reviewer,
            at=AT,
        )


def _links(bench: Bench, project_id: int) -> None:
    enterprise = bench.site.enterprise.id
    formed = noon(date(2022, 3, 1))
    team = form_rd_team(
        enterprise_id=enterprise,
        name="攻关组",
        topic="密封",
        member_ids=[bench.lead.id, bench.third.id],
        actor=bench.chair,
        at=formed,
    )
    leave_rd_team(team_id=team.id, person_id=bench.third.id, actor=bench.chair, at=AT)
    document = register_document(
        enterprise_id=enterprise,
        title="办法",
        number="一",
        valid_from=date(2022, 1, 1),
        actor=bench.chair,
        at=AT,
    )
    link = link_innovation(
        Named("PROJECT", project_id), link="RULE", target_id=document.id, actor=bench.chair, at=AT
    )
    unlink(link_id=link.id, reason="错", actor=bench.chair, at=AT)


def test_the_services_contradict_no_check(every_way: Bench):
    report = check_everything(CHECKED)

    assert [broken.as_json() for broken in report.broken] == []
