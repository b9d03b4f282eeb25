"""A small zone with an index, on a day that stands still."""

from __future__ import annotations

import pytest
from django.conf import settings

from index.conftest import governed, home, run  # noqa: F401  (fixtures)
from world import TODAY


@pytest.fixture(autouse=True)
def today_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TODAY", TODAY)
