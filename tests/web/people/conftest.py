"""Readers of people's pages, signed in as a browser would be."""

from __future__ import annotations

import pytest

from signing import SignIn, sign_in


@pytest.fixture
def as_reader(db: None) -> SignIn:
    return sign_in
