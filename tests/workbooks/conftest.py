"""Files to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from gongjiang.workbooks.book import Workbook
from gongjiang.workbooks.opening import open_workbook


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


Opened = Callable[[bytes, str], Workbook]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Opens bytes as a file of that name."""

    def opened_as(raw: bytes, name: str) -> Workbook:
        path = tmp_path / "upload"
        path.write_bytes(raw)
        return open_workbook(path, name=name)

    return opened_as
