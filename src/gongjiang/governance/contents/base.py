"""What the content of a rule is, and how it is read from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo

_registry: dict[str, type[RuleContent]] = {}

TOLD = "told"
"""The type of a problem that a content class found by itself, with a sentence of its own."""

PROBLEMS: dict[str, Sentence] = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not known here"),
    "enum": gettext_lazy("is not one of the values that can be chosen"),
    "literal_error": gettext_lazy("is not one of the values that can be chosen"),
    "too_short": gettext_lazy("must not be empty"),
    "int_type": gettext_lazy("must be a whole number"),
    "int_parsing": gettext_lazy("must be a whole number"),
    "greater_than_equal": gettext_lazy("is too small"),
    "less_than_equal": gettext_lazy("is too large"),
}


class WrongContent(CannotDo):
    """The content is not what this rule needs."""


class RuleContent(BaseModel):
    """What one rule says. A subclass names its key (room.rule), title and the labels of its fields.

    A room above this one declares its rules beside its own code and imports them where it reads
    them; a key is declared once.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    key: ClassVar[str]
    title: ClassVar[Sentence]
    labels: ClassVar[Mapping[str, Sentence]]
    zone_only: ClassVar[bool] = False
    """Whether it must be the same everywhere, so that figures of two units can be compared."""
    leader_approves: ClassVar[bool] = False
    """Whether a zone leader approves what the reform office drafts, by which the zone is judged."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.key in _registry:
            msg = f"Two rules are called {cls.key}."
            raise TypeError(msg)
        _registry[cls.key] = cls

    @classmethod
    def read(cls, content: Any) -> Self:
        """Read content from JSON values.

        Raises:
            WrongContent: it does not fit; the sentence names each field and what is wrong.
        """
        try:
            return cls.model_validate(content)
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems = _("; ").join(dict.fromkeys(cls._said(detail) for detail in details))
            raise WrongContent(
                ngettext(
                    "This content does not fit the rule: %(problems)s.",
                    "This content does not fit the rule in %(count)d places: %(problems)s.",
                    len(details),
                )
                % {"problems": problems, "count": len(details)}
            ) from error

    @classmethod
    def _said(cls, detail: ErrorDetails) -> str:
        if detail["type"] == TOLD:
            return detail["msg"].rstrip(".。")
        problem = PROBLEMS.get(detail["type"], _("cannot be read"))
        if not detail["loc"]:
            return _("the content as a whole %(problem)s") % {"problem": problem}
        field = str(detail["loc"][0])
        return _("“%(field)s” %(problem)s") % {
            "field": cls.labels.get(field, field),
            "problem": problem,
        }

    def as_json(self) -> dict[str, Any]:
        """The content as it is kept: sets in order, so that equal rules are equal JSON."""
        plain = self.model_dump(mode="json")
        sets = {name for name in plain if isinstance(getattr(self, name), frozenset)}
        return {name: sorted(value) if name in sets else value for name, value in plain.items()}

    def readable(self) -> list[tuple[Sentence, list[Sentence]]]:
        """Each field's label with its values in the reader's words, for showing."""
        lines: list[tuple[Sentence, list[Sentence]]] = []
        for name, kept in self.as_json().items():
            value = getattr(self, name)
            choices = sorted(value) if isinstance(value, frozenset) else [value]
            words = [_in_words(choice) for choice in choices]
            lines.append((self.labels.get(name, name), words if kept is not None else []))
        return lines


def _in_words(value: Any) -> Sentence:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case date():
            return value.isoformat()
        case _:
            words: Sentence = getattr(value, "label", str(value))
            return words


def content_class(key: str) -> type[RuleContent]:
    """The class of a key's content.

    Raises:
        WrongContent: no room knows this key.
    """
    try:
        return _registry[key]
    except KeyError:
        raise WrongContent(_("No rule is called %(key)s.") % {"key": key}) from None


def content_classes() -> list[type[RuleContent]]:
    """Every rule there is, by key."""
    return [_registry[key] for key in sorted(_registry)]
