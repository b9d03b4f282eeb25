"""What is done for the lake by the clock."""

from __future__ import annotations

from django.conf import settings

from gongjiang.kernel.jobs import nightly
from gongjiang.lake import services


@nightly("lake.sync", hour=1)
def sync() -> None:
    services.sync(settings.HOME)
