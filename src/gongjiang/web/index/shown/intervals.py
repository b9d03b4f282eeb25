"""The ranks of enterprises as a drawing: each an interval, with its place in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gongjiang.index.models import Run
from gongjiang.index.queries.peers import Comparison, Peer
from gongjiang.orgs.models import Unit
from gongjiang.web.house.charts import Chart, Series

MOST = 25
"""So many intervals can be told apart on a screen: ours. The table has all of them."""


def intervals_chart(found: Comparison, unit: Unit, run: Run) -> Chart | None:
    """The ranked enterprises around one, the best first; None where fewer than two are ranked."""
    ranked = [peer for peer in found.peers if peer.rank]
    if len(ranked) < 2:  # noqa: PLR2004  (nobody is compared with themselves)
        return None
    own = next((place for place, peer in enumerate(ranked) if peer.unit == unit), None)
    start = _start(own or 0, len(ranked))
    shown = ranked[start : start + MOST]
    return Chart(
        dom_id="ranks",
        kind="intervals",
        title=_("Ranks, each with its interval"),
        axis_label=_("Enterprise"),
        labels=_labels(shown, unit),
        series=[
            Series(_("Best rank"), [peer.best for peer in shown]),
            Series(_("Rank"), [peer.rank for peer in shown], "innovation"),
            Series(_("Worst rank"), [peer.worst for peer in shown]),
        ],
        definition=_said(len(shown), len(ranked)),
        day=run.day,
        n=len(ranked),
        full=len(ranked),
        marked=None if own is None else own - start,
    )


def _start(own: int, ranked: int) -> int:
    """Where the part that is shown begins, so that the page's own enterprise is about half-way."""
    return max(0, min(own - MOST // 2, ranked - MOST))


def _labels(shown: Sequence[Peer], unit: Unit) -> list[str]:
    named = [peer.unit.name if peer.unit else _("another enterprise") for peer in shown]
    return [
        _("%(name)s (this one)") % {"name": name} if peer.unit == unit else name
        for peer, name in zip(shown, named, strict=True)
    ]


def _said(shown: int, ranked: int) -> str:
    if shown == ranked:
        return _(
            "From the best to the worst rank that nine in ten draws leave; the point: its own."
        )
    return _(
        "From the best to the worst rank that nine in ten draws leave; the point: its own. The"
        " %(shown)s around this one, of %(ranked)s."
    ) % {"shown": shown, "ranked": ranked}
