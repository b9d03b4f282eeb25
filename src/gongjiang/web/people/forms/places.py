"""Choosing where somebody works: first the enterprise, then a unit in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import F
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.people.models import Posting, PostKind
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services.employment import Post
from gongjiang.web.people.deeds import Change, Choices, DeedForm


def day_field(label: Any, initial: Callable[[], date], help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        initial=initial,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def own_enterprises(scope: Scope) -> list[Unit]:
    """The enterprises whose HR the reader is."""
    return list(Unit.objects.filter(id__in=scope.hr).order_by("name_pinyin"))


def site_choices(scope: Scope, *, others: bool) -> Choices:
    """Enterprises to work at: the reader's own, then the zone's others (labour dispatch)."""
    own = [(str(unit.public_id), unit.name) for unit in own_enterprises(scope)]
    if not others:
        return [*own]
    rest = existing_on(scope.day).filter(kind=UnitKind.ENTERPRISE).exclude(id__in=scope.hr)
    named = rest.order_by("name_pinyin").values_list("public_id", "name")
    elsewhere = [(str(public_id), name) for public_id, name in named]
    return [(str(_("Our own")), own), (str(_("For dispatch and outsourcing")), elsewhere)]


def units_for_posting(scope: Scope, site: Unit) -> list[Unit]:
    """The units of a site in which the reader may post somebody.

    At home all of them. Elsewhere the enterprise as a whole, and the units in which the reader's
    people work already: how another enterprise is built inside is not for everybody to read.
    """
    units = existing_on(scope.day).filter(id__in=ids_under([site.id], scope.day))
    if site.id not in scope.hr:
        own = Posting.objects.filter(true_on(scope.day), employment__employer_id__in=scope.hr)
        units = units.filter(id__in=own.values("unit_id")) | units.filter(id=site.id)
    named = units.filter(true_on(scope.day, "placements__"))
    return list(named.annotate(within=F("placements__parent__name")).order_by("name_pinyin"))


def unit_choices(units: Sequence[Unit]) -> Choices:
    """Units grouped by what they stand in: teams under the name of their workshop."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        heading = UnitKind(unit.kind).label if unit.kind != UnitKind.TEAM else unit.within  # type: ignore[attr-defined]  # annotated above
        groups[str(heading)].append((str(unit.public_id), unit.name))
    return [*groups.items()]


class PostForm(DeedForm):
    """A deed that gives somebody a place: site, unit, post and its kind."""

    site = forms.ChoiceField(
        label=_("Works at"),
        widget=forms.Select(
            attrs={
                "hx-get": reverse_lazy("people:units"),
                "hx-target": "#id_unit",
                "hx-swap": "innerHTML",
            }
        ),
    )
    unit = forms.ChoiceField(label=_("Team or workshop"))
    post = forms.CharField(
        label=_("Post"), max_length=60, help_text=_("As in the contract, for example 操作工.")
    )
    post_kind = forms.ChoiceField(label=_("Kind of post"), choices=PostKind.choices)

    def __init__(self, data: Any = None, *, scope: Scope, others: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.scope = scope
        self.sites = site_choices(scope, others=others)
        self.offer("site", self.sites)
        self.units = self._units_of(self._chosen_site())
        self.offer("unit", unit_choices(list(self.units.values())))

    def chosen_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def chosen_post(self) -> Post:
        return Post(
            unit=self.chosen_unit(),
            name=self.cleaned_data["post"],
            kind=self.cleaned_data["post_kind"],
        )

    def post_changes(self, before: Posting | None = None) -> list[Change]:
        """The lines of the place: enterprise and unit, post, kind of post."""
        site = dict(_flat(self.sites))[self.cleaned_data["site"]]
        kind = PostKind(self.cleaned_data["post_kind"]).label
        new = (f"{site} · {self.chosen_unit().name}", self.cleaned_data["post"], kind)
        old: tuple[Sentence, ...] = ("", "", "")
        if before is not None:
            old = (before.unit.name, before.post, PostKind(before.post_kind).label)
        labels = (_("Place"), _("Post"), _("Kind of post"))
        return [Change(*line) for line in zip(labels, old, new, strict=True) if line[1] != line[2]]

    def _chosen_site(self) -> str:
        asked = self.data.get(self.add_prefix("site")) or self.initial.get("site")
        known = dict(_flat(self.sites))
        return asked if asked in known else next(iter(known), "")

    def _units_of(self, site: str) -> dict[str, Unit]:
        enterprise = Unit.objects.filter(public_id=site).first() if site else None
        if enterprise is None:
            return {}
        return {str(u.public_id): u for u in units_for_posting(self.scope, enterprise)}


def _flat(choices: Choices) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for value, label in choices:
        pairs.extend(label if isinstance(label, list) else [(value, label)])
    return pairs
