"""What is done for the index by the clock."""

from __future__ import annotations

from django.conf import settings

from gongjiang.index.services import months
from gongjiang.kernel.jobs import nightly
from gongjiang.kernel.periods import now, today


@nightly("index.run_month_end", hour=2)
def run_month_end() -> None:
    months.run_month_end(settings.HOME, on=today(), at=now())
