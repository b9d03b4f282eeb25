"""The served house hands out its static files, and says plainly which it does not have."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
from django.templatetags.static import static

pytestmark = pytest.mark.commits


@pytest.mark.parametrize(
    ("path", "status"), [("house/icons.svg", 200), ("house/no-such-file.css", 404)]
)
def test_a_static_file_is_there_or_is_not_found(house: str, path: str, status: int):
    client = http.client.HTTPConnection(urlsplit(house).netloc, timeout=10)
    client.request("GET", static(path))
    answer = client.getresponse()
    body = answer.read()
    client.close()

    assert answer.status == status
    assert body
