"""The framework editor: a version is written, shown for what it changes, approved by a leader."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from gongjiang.governance.models import RuleSet
from gongjiang.index.framework import FrameworkRule
from gongjiang.index.services.defaults import install_framework
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import OPENING, World, make_worker

DRAFT = "/framework/draft"
FIRST_DAY = "2023-01-01"
PROCEDURE = "职工代表大会决议〔2022〕5号"


class Fields(HTMLParser):
    """What a browser would send of a page's form as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input" and said.get("name") and said.get("type") != "hidden":
            self.values[said["name"]] = said.get("value", "")
        if tag == "select":
            self._select = said.get("name", "")
        if tag == "option" and self._select and "selected" in said:
            self.values[self._select] = said["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def form_of(client: Client, url: str) -> dict[str, str]:
    page = client.get(url)
    assert page.status_code == 200
    fields = Fields()
    fields.feed(page.content.decode())
    fields.values.pop("next", None)
    return fields.values


@pytest.fixture
def framework(world: World) -> RuleSet:
    """The framework an installation starts with, in force."""
    installed = install_framework(actor=SYSTEM, on=OPENING)
    assert installed is not None
    return installed


def write(reformer: Person, **changes: str) -> HttpResponse:
    """Send the editor as it opens, with some things changed."""
    client = reader(reformer)
    form = form_of(client, DRAFT)
    named = {key.replace("__", "-"): value for key, value in changes.items()}
    needed = {"version": "2023.1", "valid_from": FIRST_DAY, "procedure_reference": PROCEDURE}
    answer: HttpResponse = send(client, DRAFT, **{**form, **needed, **named})
    return answer


def written(reformer: Person, **changes: str) -> RuleSet:
    answer = write(reformer, **changes)
    assert answer.status_code == 302, answer.content.decode()
    return RuleSet.objects.get(version="2023.1")


def rule(version: RuleSet) -> FrameworkRule:
    return FrameworkRule.read(version.content)


def test_the_editor_begins_with_what_holds(framework: RuleSet, reformer: Person):
    draft = written(reformer)

    was, now = framework.content, draft.content
    told = {"weights_source"}
    assert {key: now[key] for key in now if key not in {*told, "dimensions", "forces"}} == {
        key: was[key] for key in was if key not in {*told, "dimensions", "forces"}
    }
    for before, after in zip(rule(framework).parts, rule(draft).parts, strict=True):
        assert before.model_dump(exclude={"indicators"}) == after.model_dump(exclude={"indicators"})
        assert {each.indicator for each in before.indicators} == {
            each.indicator for each in after.indicators
        }


def test_a_version_that_says_the_same_changes_nothing(framework: RuleSet, reformer: Person):
    draft = written(reformer)

    page = reader(reformer).get(f"/framework/{draft.public_id}")

    assert page.context["changes"] == []


def test_what_a_draft_changes_is_told_before_and_after(framework: RuleSet, reformer: Person):
    draft = written(reformer, L4__high="0.9", weight__D1="2")

    page = reader(reformer).get(f"/framework/{draft.public_id}")

    told = {str(change.label): (change.old, change.new) for change in page.context["changes"]}
    assert told["L4 goalposts"] == ("0.5 – 0.95", "0.5 – 0.9")
    assert told["D1"][0].endswith("20.0 % of its composite")
    assert told["D1"][1].endswith("33.3 % of its composite")
    assert set(told) == {"L4 goalposts", "D1", "D2", "D3", "D4", "D5"}


def test_an_indicator_moves_to_another_part_or_out(framework: RuleSet, reformer: Person):
    draft = written(reformer, F35__part="D3", P8__part="")

    moved, left_out = rule(draft).part_of("F35"), rule(draft).part_of("P8")
    assert (moved.code if moved else "", left_out) == ("D3", None)


def test_a_further_force_is_added_with_an_indicator_of_its_own(
    framework: RuleSet, reformer: Person
):
    draft = written(
        reformer,
        new_kind="forces",
        new_code="F4",
        new_chinese="凝聚力",
        new_label="Cohesion",
        new_asks="Do people stay together?",
        F35__part="NEW",
    )

    assert [part.code for part in rule(draft).forces] == ["F1", "F2", "F3", "F4"]
    assert [each.indicator for each in rule(draft).forces[-1].indicators] == ["F35"]


@pytest.mark.parametrize(
    "changes",
    [
        {"L4__low": "0.95", "L4__high": "0.5"},
        {"L4__low": ""},
        {"G1__start": ""},
        {"L4__source": ""},
        {"weight__D1": "0"},
        {"L4__weight": "-1"},
        {"enough": "20"},
        {"new_code": "D1", "F35__part": "NEW"},
        {"new_code": "F4", "new_chinese": "", "F35__part": "NEW"},
        {"version": ""},
        {"valid_from": "soon"},
        {"L4__high": "many"},
        {"L4__part": "F99"},
        {"L4__high": "nan"},
    ],
)
def test_nonsense_is_said_and_nothing_is_kept(
    framework: RuleSet, reformer: Person, changes: dict[str, Any]
):
    answer = write(reformer, **changes)

    assert answer.status_code == 422
    assert "notice-bad" in answer.content.decode()
    assert not RuleSet.objects.filter(version="2023.1").exists()


def test_the_reform_office_drafts_and_a_leader_approves(
    world: World, framework: RuleSet, reformer: Person
):
    draft = written(reformer)
    office, leader = reader(reformer), reader(world.leader)
    address, approval = f"/framework/{draft.public_id}", f"/rules/{draft.public_id}/approve"

    assert send(office, approval).status_code == 403
    assert "It waits for you." in leader.get(address).content.decode()
    assert send(leader, approval).status_code == 302

    draft.refresh_from_db()
    assert draft.approved_by == world.leader


def test_only_the_reform_office_writes(world: World, framework: RuleSet, reformer: Person):
    draft = written(reformer)
    leader = reader(world.leader)

    assert leader.get(DRAFT).status_code == 403
    assert leader.get(f"/framework/{draft.public_id}/revise").status_code == 403
    worker = reader(make_worker(world.a).person)
    assert worker.get(f"/framework/{draft.public_id}").status_code == 404
    assert worker.get("/framework").status_code == 200


def test_a_draft_is_written_again(framework: RuleSet, reformer: Person):
    draft = written(reformer)
    client, url = reader(reformer), f"/framework/{draft.public_id}/revise"

    assert send(client, url, **{**form_of(client, url), "L4-high": "0.9"}).status_code == 302

    draft.refresh_from_db()
    counted = rule(draft).counted("L4")
    assert counted is not None
    assert counted.goal is not None
    assert counted.goal.high == 0.9


def test_the_general_editor_of_rules_leads_here(framework: RuleSet, reformer: Person):
    draft = written(reformer)
    client = reader(reformer)

    assert client.get("/rules/draft/index.framework")["Location"] == DRAFT
    revised = client.get(f"/rules/{draft.public_id}/revise")["Location"]
    assert revised == reverse("index:revise_framework", args=[draft.public_id])


def test_an_approved_version_is_not_written_again(
    world: World, framework: RuleSet, reformer: Person
):
    client = reader(reformer)

    for page in ("revise", "weights"):
        assert client.get(f"/framework/{framework.public_id}/{page}").status_code == 409


def weights_url(draft: RuleSet, group: str, method: str) -> str:
    return f"/framework/{draft.public_id}/weights?group={group}&method={method}"


def test_points_of_experts_become_weights(framework: RuleSet, reformer: Person):
    draft = written(reformer)
    points = {"D1": "40", "D2": "30", "D3": "10", "D4": "10", "D5": "10"}
    url = weights_url(draft, "dimensions", "EXPERT")

    tried = send(reader(reformer), url, **points)
    assert tried.status_code == 200
    draft.refresh_from_db()
    assert {part.weight for part in rule(draft).dimensions} == {1.0}

    assert send(reader(reformer), url, keep="yes", **points).status_code == 302
    draft.refresh_from_db()
    assert [part.weight for part in rule(draft).dimensions] == [40, 30, 10, 10, 10]
    assert "experts' points" in rule(draft).weights_source


def pairs(**chosen: str) -> dict[str, str]:
    """Three forces compared."""
    return {
        "F1-F2": "1",
        "F1-F3": "1",
        "F2-F3": "1",
        **{k.replace("_", "-"): v for k, v in chosen.items()},
    }


def test_comparisons_in_pairs_become_weights(framework: RuleSet, reformer: Person):
    draft = written(reformer)
    url = weights_url(draft, "forces", "PAIRS")

    answer = send(reader(reformer), url, keep="yes", **pairs(F1_F2="3", F1_F3="5", F2_F3="3"))

    assert answer.status_code == 302
    draft.refresh_from_db()
    weights = [part.weight for part in rule(draft).forces]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(100, abs=0.001)
    assert "consistency ratio" in rule(draft).weights_source


def test_comparisons_that_contradict_each_other_are_refused(framework: RuleSet, reformer: Person):
    draft = written(reformer)
    url = weights_url(draft, "forces", "PAIRS")

    answer = send(reader(reformer), url, keep="yes", **pairs(F1_F2="9", F2_F3="9", F1_F3="1/9"))

    assert answer.status_code == 422
    assert "contradict each other" in answer.content.decode()
    draft.refresh_from_db()
    assert {part.weight for part in rule(draft).forces} == {1.0}


def test_points_that_are_all_zero_are_refused(framework: RuleSet, reformer: Person):
    draft = written(reformer)
    url = weights_url(draft, "forces", "EXPERT")

    answer = send(reader(reformer), url, F1="0", F2="0", F3="0")

    assert answer.status_code == 422


def test_the_consistency_ratio_is_shown_before_anything_is_kept(
    framework: RuleSet, reformer: Person
):
    draft = written(reformer)
    url = weights_url(draft, "forces", "PAIRS")

    page = send(reader(reformer), url, **pairs(F1_F2="3", F1_F3="5", F2_F3="3"))

    assert page.status_code == 200
    assert page.context["ratio"] == "0.033"
    assert "0.033" in page.content.decode()


def test_the_next_version_begins_with_the_one_in_force(
    world: World, framework: RuleSet, reformer: Person
):
    client, url = reader(reformer), "/framework/next"
    sent = {"version": "2023.1", "valid_from": FIRST_DAY, "procedure_reference": PROCEDURE}

    answer = send(client, url, **sent)

    draft = RuleSet.objects.get(version="2023.1")
    assert answer["Location"] == f"/framework/{draft.public_id}"
    assert (draft.content, draft.approved_at) == (framework.content, None)
    assert url in client.get("/framework").content.decode()
    assert send(client, url, **sent | {"version": ""}).status_code == 422
    assert reader(world.leader).get(url).status_code == 403


def test_dispersion_is_offered_for_indicators_and_says_what_it_lacks(
    framework: RuleSet, reformer: Person
):
    draft = written(reformer)
    url = weights_url(draft, "D3", "DISPERSION")

    offered, composite = (
        [way["url"] for way in reader(reformer).get(address).context["methods"]]
        for address in (url, weights_url(draft, "forces", "DISPERSION"))
    )
    assert any("DISPERSION" in way for way in offered)
    assert not any("DISPERSION" in way for way in composite)
    refused = send(reader(reformer), url, share="50", keep="yes")

    assert refused.status_code == 422
    assert "never computed" in refused.content.decode()


@pytest.mark.parametrize("group", ["F3", "nonsense", ""])
def test_weights_are_found_for_any_group(framework: RuleSet, reformer: Person, group: str):
    draft = written(reformer)

    for method in ("EXPERT", "PAIRS", "DISPERSION", "nonsense"):
        assert reader(reformer).get(weights_url(draft, group, method)).status_code == 200


def test_the_pages_ask_little(
    world: World, framework: RuleSet, reformer: Person, django_assert_max_num_queries: Any
):
    draft = written(reformer)
    for url in ("/framework", f"/framework/{draft.public_id}", DRAFT, weights_url(draft, "", "")):
        client = reader(reformer)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(url)
