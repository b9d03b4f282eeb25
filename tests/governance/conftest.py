"""Sentences of this room are compared in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield
