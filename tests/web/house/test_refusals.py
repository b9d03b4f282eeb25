"""Every refusal is a page with a sentence, in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("failing_urls")


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/fail/cannot", 409, "The publicity period is still running"),
        ("/fail/not-allowed", 403, "Only this unit&#x27;s reviewers can decide."),
        ("/fail/denied", 403, "Your role does not reach this page."),
        ("/fail/suspicious", 400, "This request could not be read"),
        ("/fail/broken", 500, "Something broke on our side"),
        ("/nowhere", 404, "There is no such page for you"),
    ],
)
def test_each_failure_is_a_sentence(client: Client, address: str, status: int, sentence: str):
    answer = client.get(address)

    assert answer.status_code == status
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("how", ["denied", "broken"])
def test_inside_words_stay_inside(client: Client, how: str):
    page = client.get(f"/fail/{how}").content.decode()

    assert "internal words" not in page
    assert "a secret of the inside" not in page


def test_htmx_gets_the_refusal_alone(client: Client):
    answer = client.get("/fail/cannot", headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "<html" not in answer.content.decode()
    assert "still running" in answer.content.decode()


def test_a_form_without_its_token_is_told_so():
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"

    answer = client.post("/theme", {"theme": "dark"})

    assert answer.status_code == 403
    assert "This form could not be accepted" in answer.content.decode()
