"""Five-small items: what each kind is, what its form asks, and what may not be entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused

SUGGESTION = "SUGGESTION"
DECISION_MAKER = "DECISION_MAKER"
MOST_AUTHORS = 5
LONGEST_ANSWER = 300

VARIANTS: dict[str, frozenset[str]] = {
    "A": frozenset({"INVENTION", "CREATION", "RENEWAL", "DESIGN", SUGGESTION}),
    "B": frozenset({"INVENTION", "RENEWAL", "MODIFICATION", "DESIGN", SUGGESTION}),
}
"""Which five of the six codes two sources name (domain.md §6.5): A the League of the 1980s,
Guangdong and Fujian; B the definitions in use with enterprises."""

MEANINGS: dict[str, Sentence] = {
    "INVENTION": _("A product made for the first time within some scope. Open to everybody."),
    "CREATION": _("A new tool or part that can be used in production."),
    "RENEWAL": _("A process or a performance that became clearly better."),
    "MODIFICATION": _("A small change to equipment that is there, or scrap put to use again."),
    "DESIGN": _("A complete, workable design of a form, a structure, a product or a process."),
    SUGGESTION: _("A new idea by ordinary staff; who decides such matters cannot enter one."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a kind's form."""

    name: str
    label: Sentence
    required: bool = True


FORMS: dict[str, tuple[Asked, ...]] = {
    "INVENTION": (
        Asked("product", _("What was made")),
        Asked("first_in", _("Within which scope it is the first: team, workshop, trade")),
    ),
    "CREATION": (
        Asked("tool", _("Which tool or part is new")),
        Asked("used_in", _("Where in production it is used")),
    ),
    "RENEWAL": (
        Asked("process", _("Which process or performance")),
        Asked("before", _("How it was before")),
        Asked("after", _("How it is now")),
    ),
    "MODIFICATION": (
        Asked("equipment", _("Which equipment")),
        Asked("change", _("What was changed")),
        Asked("scrap", _("Scrap that was put to use again"), required=False),
    ),
    "DESIGN": (
        Asked("design_of", _("What was designed: form, structure, product or process")),
        Asked("drawing", _("Drawing number, or where the design is kept")),
    ),
    SUGGESTION: (
        Asked("now", _("How it is done at present")),
        Asked("idea", _("The idea")),
    ),
}

WHY_EXCLUDED: dict[str, Sentence] = {
    "GOVERNMENT_PLAN": _(
        "It is part of a government science and technology plan, so it is reported there."
    ),
    "REWARDED": _("The government has already rewarded it; it is not rewarded again."),
    "SECRET": _("It touches a technical or state secret and must not be entered here at all."),
    "DISPUTE": _("Its ownership is in dispute. Enter it when the dispute is settled."),
    "EARLIER_PRIZE": _("It has won a prize before; only what is new may be entered."),
    DECISION_MAKER: _(
        "Small suggestions are for ordinary staff: an author who decides about such matters "
        "cannot enter one. Another kind may fit."
    ),
}


def may_enter_kind(kind: str, in_force: Collection[str]) -> Decision:
    """The kind is one of the five of the rule in force."""
    if kind in in_force:
        return ALLOWED
    return refused(_("This kind is not among the five of the rule in force. Choose another."))


def may_answer(kind: str, answers: Mapping[str, str]) -> Decision:
    """Every question of the kind's form is answered, and no other."""
    asked = {question.name: question for question in FORMS[kind]}
    if set(answers) - set(asked):
        return refused(_("This form belongs to another kind. Load the page anew."))
    missing = [
        question.label
        for question in asked.values()
        if question.required and not answers.get(question.name, "").strip()
    ]
    if missing:
        return refused(
            _("Still to be filled in: %(labels)s.")
            % {"labels": "; ".join(str(label) for label in missing)}
        )
    if any(len(answer) > LONGEST_ANSWER for answer in answers.values()):
        return refused(_("An answer has at most %(most)d letters.") % {"most": LONGEST_ANSWER})
    return ALLOWED


def may_declare_in(completed_on: date, benefit_on: date | None, day: date) -> Decision:
    """In use, and completed in the year of declaration, or its benefit appeared in it."""
    if completed_on > day:
        return refused(_("Enter it once it is completed and in use."))
    if benefit_on is not None and not completed_on <= benefit_on <= day:
        return refused(_("The benefit appears after completion and not after today."))
    if day.year in {completed_on.year, benefit_on.year if benefit_on else completed_on.year}:
        return ALLOWED
    return refused(
        _(
            "It was completed in %(year)d. It may be entered this year only if its benefit first "
            "appeared this year: give that day."
        )
        % {"year": completed_on.year}
    )


def may_enter(kind: str, exclusions: Collection[str], *, has_decision_maker: bool) -> Decision:
    """Nothing excludes it."""
    for reason, sentence in WHY_EXCLUDED.items():
        if reason in exclusions:
            return refused(sentence)
    if kind == SUGGESTION and has_decision_maker:
        return refused(WHY_EXCLUDED[DECISION_MAKER])
    return ALLOWED
