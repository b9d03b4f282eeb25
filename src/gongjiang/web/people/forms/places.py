"""Choosing where somebody works: first the enterprise, then a unit in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.models import Placement, Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.orgs.rules import reading_order
from gongjiang.people.models import Posting, PostKind
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services.employment import Post
from gongjiang.web.house.pickers import Picker
from gongjiang.web.people.deeds import Change, Choices, DeedForm


def own_enterprises(scope: Scope) -> list[Unit]:
    """The enterprises whose HR the reader is."""
    return list(Unit.objects.filter(id__in=scope.hr).order_by("name_pinyin"))


def sites_for_posting(scope: Scope, *, others: bool) -> list[Unit]:
    """Enterprises to work at: the reader's own, then the zone's others (labour dispatch)."""
    own = own_enterprises(scope)
    if not others:
        return own
    rest = existing_on(scope.day).filter(kind=UnitKind.ENTERPRISE).exclude(id__in=scope.hr)
    return [*own, *rest.order_by("name_pinyin")]


def site_choices(scope: Scope, sites: Sequence[Unit]) -> Choices:
    """The reader's own enterprises apart from the others, where there are others."""
    own = [(str(site.public_id), site.name) for site in sites if site.id in scope.hr]
    elsewhere = [(str(site.public_id), site.name) for site in sites if site.id not in scope.hr]
    if not elsewhere:
        return own
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
    return in_place(units, scope.day)


def in_place(units: QuerySet[Unit], day: date) -> list[Unit]:
    """Units as they stand on a day, in reading order, each with what it stands `within`."""
    above = Placement.objects.filter(true_on(day), unit=OuterRef("id"))
    named = units.annotate(within=Subquery(above.values("parent__name")))
    return sorted(named, key=lambda unit: reading_order(unit.name))


def unit_choices(units: Sequence[Unit]) -> Choices:
    """Units grouped by what they stand in: teams under the name of their workshop."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        heading = UnitKind(unit.kind).label if unit.kind != UnitKind.TEAM else unit.within  # type: ignore[attr-defined]  # annotated by `in_place`
        groups[str(heading)].append((str(unit.public_id), unit.name))
    return sorted(groups.items(), key=lambda group: reading_order(group[0]))


def spellings(units: Iterable[Unit]) -> dict[str, str]:
    """What a picker finds units by besides their names."""
    return {
        str(unit.public_id): f"{unit.name_pinyin.replace(' ', '')} {unit.name_initials}"
        for unit in units
    }


class PostForm(DeedForm):
    """A deed that gives somebody a place: site, unit, post and its kind."""

    site = forms.ChoiceField(label=_("Works at"), widget=Picker(changes="unit"))
    unit = forms.ChoiceField(label=_("Team or workshop"), widget=Picker())
    post = forms.CharField(
        label=_("Post"), max_length=60, help_text=_("As in the contract, for example 操作工.")
    )
    post_kind = forms.ChoiceField(label=_("Kind of post"), choices=PostKind.choices)

    def __init__(self, data: Any = None, *, scope: Scope, others: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.scope = scope
        sites = sites_for_posting(scope, others=others)
        self.sites = {str(site.public_id): site for site in sites}
        self.offer("site", site_choices(scope, sites), spellings=spellings(sites))
        units = self._units_of(self._chosen_site())
        self.units = {str(unit.public_id): unit for unit in units}
        self.offer("unit", unit_choices(units), spellings=spellings(units))

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
        site = self.sites[self.cleaned_data["site"]]
        kind = PostKind(self.cleaned_data["post_kind"]).label
        new = (f"{site.name} · {self.chosen_unit().name}", self.cleaned_data["post"], kind)
        old: tuple[Sentence, ...] = ("", "", "")
        if before is not None:
            old = (before.unit.name, before.post, PostKind(before.post_kind).label)
        labels = (_("Place"), _("Post"), _("Kind of post"))
        return [Change(*line) for line in zip(labels, old, new, strict=True) if line[1] != line[2]]

    def _chosen_site(self) -> Unit | None:
        asked = self.data.get(self.add_prefix("site")) or self.initial.get("site", "")
        return self.sites.get(asked) or next(iter(self.sites.values()), None)

    def _units_of(self, site: Unit | None) -> list[Unit]:
        return units_for_posting(self.scope, site) if site else []
