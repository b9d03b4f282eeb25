"""Today stands still, so that a page and the service it calls agree on the day."""

from __future__ import annotations

import pytest
from django.conf import settings

from world import TODAY


@pytest.fixture(autouse=True)
def today_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TODAY", TODAY)
