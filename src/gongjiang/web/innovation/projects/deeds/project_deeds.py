"""What can be done on a project's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import InnovationProject
from gongjiang.innovation.permissions import projects as permissions
from gongjiang.innovation.services import project_endings as endings
from gongjiang.innovation.services import project_work as work
from gongjiang.innovation.services import projects as deeds
from gongjiang.innovation.services.appraisers import replace_appraiser
from gongjiang.innovation.services.conversions import record_conversion
from gongjiang.innovation.services.project_files import add_file
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.web.innovation.projects.deeds.deed import ConfirmForm, Deed, plain
from gongjiang.web.innovation.projects.deeds.using import use_of
from gongjiang.web.innovation.projects.forms import projects as words
from gongjiang.web.innovation.projects.forms.patents import UseForm
from gongjiang.web.innovation.projects.seen import SeenProject

State = InnovationProject.State


def _is(seen: SeenProject, *states: str) -> bool:
    return seen.project.state in states


def _opines(seen: SeenProject) -> Decision:
    return ALLOWED if seen.is_appraiser else permissions.PANEL_ONLY


def _is_meant(seen: SeenProject) -> Decision:
    if seen.is_named:
        return ALLOWED
    return refused(_("Only the person whose name is meant can agree."))


def _adds_files(seen: SeenProject) -> Decision:
    return seen.works() if seen.is_member else seen.decides()


def _converts(seen: SeenProject) -> Decision:
    keeps = seen.project.enterprise_id in seen.desk.registers
    return ALLOWED if keeps else permissions.RUN_BY_OTHERS


def _given(seen: SeenProject, at: datetime) -> dict[str, Any]:
    return {"project_id": seen.project.id, "actor": seen.reader, "at": at}


def _milestone_form(seen: SeenProject, data: Any, _files: Any) -> words.MilestoneForm:
    waiting = [(each.position, each.title) for each in seen.milestones if each.done_on is None]
    return words.MilestoneForm(data, open_steps=waiting)


def _replace_form(seen: SeenProject, data: Any, _files: Any) -> words.ReplaceForm:
    seats = [(each.person_id, str(each.person.name)) for each in seen.sitting]
    return words.ReplaceForm(data, seats=seats, place=seen.place(seen.project.enterprise_id))


def _method_form(seen: SeenProject, data: Any, _files: Any) -> words.MethodForm:
    return words.MethodForm(
        data, members=[(each.person_id, str(each.person)) for each in seen.members]
    )


def _members_form(seen: SeenProject, data: Any, _files: Any) -> words.MembersForm:
    written = "\n".join(f"{each.name} {each.percent}" for each in seen.people)
    return words.MembersForm(data, place=seen.place(seen.project.enterprise_id), written=written)


def _panel_form(seen: SeenProject, data: Any, _files: Any) -> words.PanelForm:
    return words.PanelForm(data, place=seen.place(seen.project.enterprise_id))


DEEDS: tuple[Deed[SeenProject], ...] = (
    Deed(
        name="approve",
        label=_("Approve"),
        said=_("Approved: its leader can begin."),
        main=True,
        may=SeenProject.decides,
        offered=lambda seen: _is(seen, State.PROPOSED),
        form=plain(words.ApproveForm),
        perform=lambda seen, data, at: deeds.approve_project(
            budget_fen=data["budget"], **_given(seen, at)
        ),
    ),
    Deed(
        name="start",
        label=_("Begin"),
        said=_("The project runs."),
        main=True,
        may=SeenProject.leads,
        offered=lambda seen: _is(seen, State.APPROVED),
        form=plain(ConfirmForm),
        perform=lambda seen, _data, at: deeds.start_project(**_given(seen, at)),
    ),
    Deed(
        name="milestone",
        label=_("Report a milestone"),
        said=_("The milestone is done."),
        main=True,
        may=SeenProject.works,
        offered=lambda seen: (
            _is(seen, State.RUNNING) and any(each.done_on is None for each in seen.milestones)
        ),
        form=_milestone_form,
        perform=lambda seen, data, at: work.report_milestone(
            position=data["position"],
            evidence=data["evidence"],
            done_on=data["done_on"],
            **_given(seen, at),
        ),
    ),
    Deed(
        name="results",
        label=_("Write the results"),
        said=_("The results are kept."),
        may=SeenProject.leads,
        offered=lambda seen: _is(seen, State.RUNNING),
        form=lambda seen, data, _files: words.ResultsForm(
            data, initial={"results": seen.project.results}
        ),
        perform=lambda seen, data, at: work.write_results(
            results=data["results"], **_given(seen, at)
        ),
    ),
    Deed(
        name="spend",
        label=_("Book a spending"),
        said=_("Booked."),
        may=SeenProject.leads,
        offered=lambda seen: _is(seen, State.RUNNING),
        form=plain(words.SpendForm),
        perform=lambda seen, data, at: work.spend(
            amount_fen=data["amount"], what=data["what"], **_given(seen, at)
        ),
    ),
    Deed(
        name="refund",
        label=_("Book something given back"),
        said=_("Booked."),
        may=SeenProject.leads,
        offered=lambda seen: _is(seen, State.RUNNING) and seen.project.spent_fen > 0,
        form=plain(words.SpendForm),
        perform=lambda seen, data, at: work.give_back(
            amount_fen=data["amount"], what=data["what"], **_given(seen, at)
        ),
    ),
    Deed(
        name="members",
        label=_("Change members and shares"),
        said=_("Members and shares are changed."),
        may=SeenProject.leads,
        offered=lambda seen: _is(seen, *InnovationProject.OPEN),
        form=_members_form,
        perform=lambda seen, data, at: deeds.change_members(
            members=data["members"], **_given(seen, at)
        ),
    ),
    Deed(
        name="accept",
        label=_("Accept the result"),
        said=_("Accepted: each member's part is recorded."),
        main=True,
        may=SeenProject.decides,
        offered=lambda seen: (
            _is(seen, State.RUNNING)
            and bool(seen.project.results)
            and all(each.done_on for each in seen.milestones)
        ),
        form=plain(words.AcceptForm),
        perform=lambda seen, data, at: endings.accept_project(
            evidence=data["evidence"], **_given(seen, at)
        ),
    ),
    Deed(
        name="opine",
        label=_("Give your score"),
        said=_("Your score is kept."),
        main=True,
        may=_opines,
        offered=lambda seen: _is(seen, State.ACCEPTED) and seen.is_appraiser,
        form=plain(words.OpinionForm),
        perform=lambda seen, data, at: endings.opine(
            score=data["score"], opinion=data["opinion"], **_given(seen, at)
        ),
    ),
    Deed(
        name="appraise",
        label=_("Close the appraisal"),
        said=_("Appraised."),
        may=SeenProject.decides,
        offered=lambda seen: _is(seen, State.ACCEPTED) and bool(seen.panel),
        form=plain(ConfirmForm),
        perform=lambda seen, _data, at: endings.close_appraisal(**_given(seen, at)),
    ),
    Deed(
        name="panel",
        label=_("Name the panel"),
        said=_("The panel is asked for its scores."),
        may=SeenProject.decides,
        offered=lambda seen: (
            _is(seen, State.ACCEPTED) and not any(each.opined_on for each in seen.panel)
        ),
        form=_panel_form,
        perform=lambda seen, data, at: endings.name_panel(
            person_ids=data["panel"], **_given(seen, at)
        ),
    ),
    Deed(
        name="replace",
        label=_("Somebody else takes a seat"),
        said=_("They are asked for their score; a vote given before stays on record."),
        may=SeenProject.decides,
        offered=lambda seen: _is(seen, State.ACCEPTED) and bool(seen.panel),
        form=_replace_form,
        perform=lambda seen, data, at: replace_appraiser(
            out_id=data["out"], new_id=data["new"], reason=data["reason"], **_given(seen, at)
        ),
    ),
    Deed(
        name="promote",
        label=_("Record where it is used now"),
        said=_("Promoted."),
        main=True,
        may=SeenProject.decides,
        offered=lambda seen: _is(seen, State.APPRAISED),
        form=plain(words.PromoteForm),
        perform=lambda seen, data, at: endings.promote_project(
            where=data["where"], **_given(seen, at)
        ),
    ),
    Deed(
        name="method",
        label=_("Name the operating method"),
        said=_("They are asked to agree."),
        may=SeenProject.decides,
        offered=lambda seen: (
            _is(seen, *InnovationProject.DONE) and seen.project.method_consented_at is None
        ),
        form=_method_form,
        perform=lambda seen, data, at: endings.name_method(
            name=data["name"], person_id=data["person"], **_given(seen, at)
        ),
    ),
    Deed(
        name="agree",
        label=_("Let it bear my name"),
        said=_("The method bears your name."),
        main=True,
        may=_is_meant,
        offered=lambda seen: seen.is_named and seen.project.method_consented_at is None,
        form=plain(ConfirmForm),
        perform=lambda seen, _data, at: endings.answer_method(consents=True, **_given(seen, at)),
    ),
    Deed(
        name="disagree",
        label=_("Not with my name"),
        said=_("It bears no name."),
        may=_is_meant,
        offered=lambda seen: seen.is_named and seen.project.method_consented_at is None,
        form=plain(ConfirmForm),
        perform=lambda seen, _data, at: endings.answer_method(consents=False, **_given(seen, at)),
    ),
    Deed(
        name="raise",
        label=_("Raise the budget"),
        said=_("The budget is raised."),
        may=SeenProject.decides,
        offered=lambda seen: _is(seen, State.APPROVED, State.RUNNING),
        form=plain(words.SpendForm),
        perform=lambda seen, data, at: work.raise_budget(
            amount_fen=data["amount"], reason=data["what"], **_given(seen, at)
        ),
    ),
    Deed(
        name="convert",
        label=_("Record its use"),
        said=_("Its use is recorded."),
        may=_converts,
        offered=lambda seen: _is(seen, *InnovationProject.DONE),
        form=plain(UseForm),
        perform=lambda seen, data, at: record_conversion(
            use_of("PROJECT", seen.project.id, data), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="file",
        label=_("Add a photo or document"),
        said=_("Added."),
        may=_adds_files,
        offered=lambda seen: not _is(seen, State.STOPPED),
        form=plain(words.FileForm),
        perform=lambda seen, data, at: add_file(
            seen.project,
            name=data["file"].name,
            content=data["file"].file,
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="stop",
        label=_("Stop the project"),
        said=_("Stopped."),
        may=SeenProject.decides,
        offered=lambda seen: _is(seen, *InnovationProject.OPEN),
        form=plain(words.ReasonForm),
        perform=lambda seen, data, at: deeds.stop_project(
            reason=data["reason"], **_given(seen, at)
        ),
    ),
)
