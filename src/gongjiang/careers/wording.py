"""What an explanation says, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongjiang.careers.rules.eligibility import Criterion
from gongjiang.careers.rules.explanation import Explanation, Item, Way
from gongjiang.kernel.decision import Sentence
from gongjiang.skills.models import SkillRank, TitleLevel

LABELS: Mapping[Criterion, Sentence] = {
    Criterion.MONTHS: gettext_lazy("Months in the present grade"),
    Criterion.APPRAISALS: gettext_lazy("Last annual appraisals in a row that are good enough"),
    Criterion.RANK: gettext_lazy("Skill level"),
    Criterion.TITLE: gettext_lazy("Professional title"),
    Criterion.TRAINING: gettext_lazy("Hours of training in the present grade"),
    Criterion.CONTRIBUTION: gettext_lazy("Contributions in the present grade"),
    Criterion.VETO: gettext_lazy("No serious breach of discipline or safety"),
    Criterion.VACANCY: gettext_lazy("A vacant post of that grade"),
    Criterion.PLACES: gettext_lazy("A free place so high in the sequence"),
    Criterion.PROBATION: gettext_lazy("No probation running"),
    Criterion.FREEZE: gettext_lazy("Grade not frozen"),
    Criterion.COOL_OFF: gettext_lazy("Time after a rejection over"),
}

YES_OR_NO = frozenset(
    {
        Criterion.VETO,
        Criterion.VACANCY,
        Criterion.PLACES,
        Criterion.PROBATION,
        Criterion.FREEZE,
        Criterion.COOL_OFF,
    }
)
"""Criteria that are told without a number."""


def label(item: Item) -> str:
    return str(LABELS[item.criterion])


def asked(item: Item) -> str:
    """What is asked for, in words."""
    return _amount(item.criterion, item.asked)


def there(item: Item) -> str:
    """What is there, in words."""
    if item.criterion in YES_OR_NO:
        return _("yes") if item.satisfied else _("no")
    return _amount(item.criterion, item.there)


def _amount(criterion: Criterion, amount: int) -> str:
    match criterion:
        case Criterion.RANK:
            return str(SkillRank(amount).label) if amount else _("none")
        case Criterion.TITLE:
            return str(TitleLevel(amount).label) if amount >= 0 else _("none")
        case _ if criterion in YES_OR_NO:
            return _("yes")
        case _:
            return str(amount)


def missing(item: Item) -> str:
    """What to do, or to wait for, about something that is missing: a sentence."""
    return SENTENCES[item.criterion](item)


def _months(item: Item) -> str:
    return ngettext(
        "%(left)d more month in this grade: on %(day)s it will be enough.",
        "%(left)d more months in this grade: on %(day)s it will be enough.",
        item.asked - item.there,
    ) % {"left": item.asked - item.there, "day": item.day}


def _appraisals(item: Item) -> str:
    return ngettext(
        "One more annual appraisal that is good enough; it is due by %(day)s.",
        "%(left)d more annual appraisals in a row that are good enough; the last is due by "
        "%(day)s.",
        item.asked - item.there,
    ) % {"left": item.asked - item.there, "day": item.day}


def _rank(item: Item) -> str:
    return _("Pass the assessment for %(asked)s; now it is: %(there)s.") % {
        "asked": asked(item),
        "there": there(item),
    }


def _title(item: Item) -> str:
    return _("Gain the title %(asked)s; now it is: %(there)s.") % {
        "asked": asked(item),
        "there": there(item),
    }


def _training(item: Item) -> str:
    return ngettext(
        "Complete %(left)d more hour of training.",
        "Complete %(left)d more hours of training.",
        item.asked - item.there,
    ) % {"left": item.asked - item.there}


def _contribution(item: Item) -> str:
    return ngettext(
        "Make %(left)d more contribution: an adopted proposal, an apprentice who graduates, a "
        "course taught, or a contest place.",
        "Make %(left)d more contributions: adopted proposals, apprentices who graduate, courses "
        "taught, or contest places.",
        item.asked - item.there,
    ) % {"left": item.asked - item.there}


def _veto(item: Item) -> str:
    return _("A serious breach of discipline or safety counts until %(day)s.") % {"day": item.day}


def _vacancy(item: Item) -> str:  # noqa: ARG001  (one signature for all)
    return _("No management post of this grade is vacant; HR announces one when it is.")


def _places(item: Item) -> str:  # noqa: ARG001
    return _("As many as the rule allows stand so high already; a place must become free first.")


def _probation(item: Item) -> str:
    return _("A change of sequence is on probation until %(day)s and must be confirmed first.") % {
        "day": item.day
    }


def _freeze(item: Item) -> str:
    if item.day is None:
        return _("The grade is frozen until HR lifts it.")
    return _("The grade is frozen until %(day)s.") % {"day": item.day}


def _cool_off(item: Item) -> str:
    return _("After the last rejection, one applies again from %(day)s.") % {"day": item.day}


SENTENCES: Mapping[Criterion, Callable[[Item], str]] = {
    Criterion.MONTHS: _months,
    Criterion.APPRAISALS: _appraisals,
    Criterion.RANK: _rank,
    Criterion.TITLE: _title,
    Criterion.TRAINING: _training,
    Criterion.CONTRIBUTION: _contribution,
    Criterion.VETO: _veto,
    Criterion.VACANCY: _vacancy,
    Criterion.PLACES: _places,
    Criterion.PROBATION: _probation,
    Criterion.FREEZE: _freeze,
    Criterion.COOL_OFF: _cool_off,
}


def way(explanation: Explanation, chosen: Way) -> list[str]:
    """The steps of a way, in order: what is to be done first, then what is to be waited for."""
    steps = [missing(item) for item in chosen.to_do]
    if chosen.award:
        steps.append(
            _("Win an award that counts; it opens the exceptional promotion, once in a career.")
        )
    waits = [item for item in explanation.missing if item.day is not None]
    if chosen.exceptional:
        waits = [item for item in waits if item.criterion != Criterion.MONTHS]
    steps += [missing(item) for item in waits]
    if chosen.earliest > explanation.on:
        steps.append(_("The earliest day is %(day)s.") % {"day": chosen.earliest})
    return steps


def refusal(explanation: Explanation) -> str:
    """Why somebody cannot be promoted now, and what would open it."""
    if explanation.at_top:
        return _("%(grade)s is the highest grade of this sequence.") % {
            "grade": f"{explanation.sequence}{explanation.grade}"
        }
    said = " ".join(missing(item) for item in explanation.missing)
    return _("The next grade is not open yet. %(missing)s") % {"missing": said}
