"""What is done by the clock for the whole house. A room's own nightly work stands in its tasks."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from gongjiang.kernel.jobs import nightly
from gongjiang.ops import upkeep


@nightly("ops.check", hour=3)
def check() -> None:
    upkeep.check()


@nightly("ops.tidy", hour=3, minute=30)
def tidy() -> None:
    upkeep.tidy(home=settings.HOME, now=timezone.now())
