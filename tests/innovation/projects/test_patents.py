"""Patents go their way to a grant and end; results are put to use; fees are told of."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from gongjiang.governance.models import Attachment, Notice
from gongjiang.innovation.models import LoopLink, Patent
from gongjiang.innovation.queries.innovations import innovation_of
from gongjiang.innovation.services.conversions import Contract, Use, record_conversion
from gongjiang.innovation.services.fee_reminders import remind_of_fees
from gongjiang.innovation.services.patents import advance_patent, end_patent, pay_annual_fee
from gongjiang.innovation.services.project_steps import NotNow
from gongjiang.innovation.services.rd_teams import (
    dissolve_rd_team,
    form_rd_team,
    join_rd_team,
    leave_rd_team,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import live
from innovators import ENDED, Bench, accepted, filed, granted, noon, number_of
from world import World, make_worker

AT = noon(ENDED)


def counted(kind: str) -> int:
    return live().filter(kind=f"innovation.{kind}").count()


@pytest.mark.parametrize("kind", Patent.Kind.values)
def test_each_kind_goes_its_own_way_to_a_grant(bench: Bench, kind: str):
    patent = granted(bench, kind)

    assert (patent.state, patent.counts) == ("GRANTED", True)
    assert patent.fee_due_on == date(2023, 2, 1)
    assert (counted("patent.filed"), counted("patent.granted"), counted("patent.invented")) == (
        1, 1, 2,
    )  # fmt: skip


def test_only_a_granted_patent_counts(bench: Bench):
    patent = filed(bench)

    assert not innovation_of("PATENT", patent.id).counts
    with pytest.raises(CannotDo, match="granted counts"):
        record_conversion(own_use("PATENT", patent.id), actor=bench.reviewer, at=AT)


@pytest.mark.parametrize(
    ("kind", "state"), [("UTILITY", "PUBLISHED"), ("DESIGN", "EXAMINED"), ("INVENTION", "GRANTED")]
)
def test_no_step_is_taken_out_of_order(bench: Bench, kind: str, state: str):
    patent = filed(bench, kind)

    with pytest.raises(NotNow):
        advance_patent(
            patent_id=patent.id, state=state, on=date(2022, 1, 1), actor=bench.reviewer, at=AT
        )


def test_a_number_is_checked_and_belongs_to_one(bench: Bench):
    filed(bench, serial=5)
    with pytest.raises(CannotDo, match="Another patent"):
        filed(bench, serial=5)
    with pytest.raises(CannotDo, match="another kind"):
        filed(bench, number=number_of("DESIGN", 6))
    without = filed(bench, number="")
    step = {"patent_id": without.id, "actor": bench.reviewer, "at": AT}
    advance_patent(state="ACCEPTED", on=date(2021, 3, 1), **step)
    with pytest.raises(CannotDo, match="enter it first"):
        advance_patent(state="GRANTED", on=date(2022, 3, 1), **step)
    numbered = advance_patent(
        state="GRANTED", on=date(2022, 3, 1), number=number_of("UTILITY", 7), **step
    )
    assert numbered.application_number == number_of("UTILITY", 7)


def test_workers_and_other_sites_do_not_keep_the_register(bench: Bench, world: World):
    patent = filed(bench)
    for actor in (bench.lead, world.b.hr):
        with pytest.raises(NotAllowed):
            advance_patent(
                patent_id=patent.id, state="ACCEPTED", on=date(2021, 3, 1), actor=actor, at=AT
            )


def test_what_lapses_has_counted_and_what_is_invalid_never_did(bench: Bench):
    lapsed, invalid = granted(bench, serial=1), granted(bench, serial=2)
    given = {"on": date(2022, 8, 1), "actor": bench.reviewer, "at": AT}
    end_patent(patent_id=lapsed.id, state="LAPSED", reason="未缴年费", **given)
    end_patent(patent_id=invalid.id, state="INVALID", reason="被宣告无效", **given)

    lapsed.refresh_from_db()
    invalid.refresh_from_db()
    assert (lapsed.counts, invalid.counts) == (True, False)
    assert (counted("patent.granted"), counted("patent.invented")) == (1, 2)
    assert counted("patent.lapsed") == 2
    with pytest.raises(NotNow, match="ended already"):
        end_patent(patent_id=lapsed.id, state="LAPSED", reason="再次", **given)


def test_only_what_was_granted_is_declared_invalid(bench: Bench):
    patent = filed(bench)

    with pytest.raises(NotNow, match="Only what was granted"):
        end_patent(
            patent_id=patent.id,
            state="INVALID",
            reason="误登",
            on=ENDED,
            actor=bench.reviewer,
            at=AT,
        )


def test_the_annual_fee_is_told_of_once_and_paid_for_a_year(bench: Bench):
    patent = granted(bench)
    assert remind_of_fees(at=noon(date(2022, 10, 31))) == 0
    assert remind_of_fees(at=noon(date(2022, 11, 1))) == 1
    assert remind_of_fees(at=noon(date(2022, 11, 2))) == 0
    told = Notice.objects.filter(kind="innovation.patent_fee")
    assert set(told.values_list("person_id", flat=True)) == {
        bench.site.hr.id, bench.reviewer.id, bench.chair.id,
    }  # fmt: skip

    pay_annual_fee(
        patent_id=patent.id,
        on=date(2022, 11, 3),
        actor=bench.site.hr,
        at=noon(date(2022, 11, 3)),
    )
    patent.refresh_from_db()
    assert (patent.state, patent.fee_due_on) == ("MAINTAINED", date(2024, 2, 1))


def own_use(innovation: str, innovation_id: int) -> Use:
    return Use(
        innovation=innovation,
        innovation_id=innovation_id,
        kind="OWN_USE",
        income_fen=120_000_00,
        agreed_on=date(2022, 8, 1),
    )


def licence(innovation_id: int, *, contract: Contract | None) -> Use:
    return Use(
        innovation="PATENT",
        innovation_id=innovation_id,
        kind="LICENCE",
        income_fen=300_000_00,
        agreed_on=date(2022, 8, 1),
        counterparty="乙机械",
        contract=contract,
    )


def test_a_licence_needs_its_contract_and_closes_the_result(bench: Bench, media: Path):
    patent = granted(bench)
    with pytest.raises(CannotDo, match="Add the contract"):
        record_conversion(licence(patent.id, contract=None), actor=bench.reviewer, at=AT)
    contract = Contract(name="合同.pdf", content=BytesIO(b"%PDF-1.4\n%%EOF\n"))
    conversion = record_conversion(
        licence(patent.id, contract=contract), actor=bench.reviewer, at=AT
    )

    [fact] = live().filter(kind="innovation.conversion.recorded")
    assert (fact.amount_fen, fact.person_id) == (300_000_00, None)
    [file] = Attachment.objects.all()
    assert (file.subject_type, file.subject_id) == ("innovation.conversion", conversion.id)
    [link] = LoopLink.objects.all()
    assert (link.innovation, link.link, link.target_id) == ("PATENT", "RESULT", conversion.id)
    assert innovation_of("CONVERSION", conversion.id).authors == (
        innovation_of("PATENT", patent.id).authors
    )


def test_a_project_is_put_to_use_once_it_is_accepted(bench: Bench):
    project = accepted(bench)

    conversion = record_conversion(own_use("PROJECT", project.id), actor=bench.reviewer, at=AT)

    assert (conversion.project_id, conversion.patent_id) == (project.id, None)
    with pytest.raises(NotAllowed):
        record_conversion(own_use("PROJECT", project.id), actor=bench.lead, at=AT)


def test_a_team_is_formed_changes_and_is_dissolved(bench: Bench, world: World):
    given = {"actor": bench.chair, "at": noon(date(2022, 3, 1))}
    team = form_rd_team(
        enterprise_id=bench.site.enterprise.id,
        name="钱工攻关组",
        topic="密封",
        member_ids=[bench.lead.id, bench.mate.id],
        **given,
    )
    stranger = make_worker(world.b, "外人").person
    with pytest.raises(CannotDo, match="do not work"):
        join_rd_team(team_id=team.id, person_id=stranger.id, **given)
    later = {"actor": bench.chair, "at": noon(date(2022, 5, 1))}
    join_rd_team(team_id=team.id, person_id=bench.third.id, **later)
    leave_rd_team(team_id=team.id, person_id=bench.mate.id, **later)
    with pytest.raises(CannotDo, match="leader leaves when"):
        leave_rd_team(team_id=team.id, person_id=bench.lead.id, **later)

    days = {m.person_id: (m.valid_from, m.valid_to) for m in team.members.all()}
    assert days == {
        bench.lead.id: (date(2022, 3, 1), None),
        bench.mate.id: (date(2022, 3, 1), date(2022, 5, 1)),
        bench.third.id: (date(2022, 5, 1), None),
    }
    dissolve_rd_team(team_id=team.id, actor=bench.chair, at=AT)
    with pytest.raises(CannotDo, match="dissolved"):
        join_rd_team(team_id=team.id, person_id=bench.mate.id, **later)
