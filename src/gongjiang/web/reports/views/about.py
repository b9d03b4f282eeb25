"""The framework: five dimensions, three forces, and what has not been derived yet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.index.queries.frameworks import framework_on
from gongjiang.kernel.periods import today
from gongjiang.web.house.charts import Chart
from gongjiang.web.house.requests import PersonRequest, person_required


@person_required
@require_safe
def about(request: PersonRequest) -> HttpResponse:
    """五度三力, and why the source's heading says 五度五力."""
    framework = framework_on(today())
    chart = Chart(
        dom_id="framework",
        kind="radar",
        title=_("The shape of the index"),
        axis_label=_("Dimension"),
        labels=[dimension.name for dimension in framework.rule.dimensions],
        series=[],
        definition=_("Axes only: no dimension has been derived yet, so no outline is drawn."),
    )
    return render(request, "reports/about.html", {"framework": framework.rule, "chart": chart})
