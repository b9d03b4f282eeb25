"""What each answer carries: a strict policy, a language, a theme."""

from __future__ import annotations

import json
import logging

import pytest
from django.conf import LazySettings
from django.test import Client

CHINESE = "这里没有为您准备的页面"


def in_english(client: Client) -> bool:
    answer = client.get("/nowhere")
    english = "There is no such page for you" in answer.content.decode()
    assert english or CHINESE in answer.content.decode()
    assert answer.headers["Content-Language"] == ("en" if english else "zh-hans")
    return english


def test_the_policy_allows_nothing_inline_and_nothing_foreign(client: Client):
    policy = client.get("/nowhere").headers["Content-Security-Policy"]

    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["object-src"] == "'none'"
    assert directives["report-uri"] == "/csp-report"
    assert "unsafe" not in policy


def test_a_page_is_not_kept_by_a_shared_browser(client: Client):
    headers = client.get("/nowhere").headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_or_a_style_of_its_own(client: Client):
    page = client.get("/nowhere").content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script src="')


def test_chinese_whatever_the_browser_asks_for():
    assert not in_english(Client(headers={"Accept-Language": "en-GB,en;q=0.9"}))


def test_a_cookie_chooses_the_language(client: Client):
    client.post("/language", {"language": "en", "next": "/nowhere"})
    assert in_english(client)

    client.post("/language", {"language": "zh-hans", "next": "/nowhere"})
    assert not in_english(client)


def test_a_language_nobody_speaks_here_is_chinese(client: Client):
    client.cookies["django_language"] = "fr"

    assert not in_english(client)


@pytest.mark.parametrize(
    ("theme", "dark_sheet"),
    [
        ("dark", 'css/dark.css" media="screen">'),
        ("auto", 'css/dark.css" media="screen and (prefers-color-scheme: dark)">'),
    ],
)
def test_a_cookie_chooses_the_theme(client: Client, theme: str, dark_sheet: str):
    answer = client.post("/theme", {"theme": theme, "next": "/style?page=2"})

    assert answer.headers["Location"] == "/style?page=2"
    assert client.cookies["theme"]["httponly"]
    page = client.get("/nowhere").content.decode()
    assert f'data-theme="{theme}"' in page
    assert dark_sheet in page


def test_an_unknown_theme_changes_nothing(client: Client):
    client.post("/theme", {"theme": "<b>", "next": "/"})

    assert "theme" not in client.cookies
    assert 'data-theme="auto"' in client.get("/nowhere").content.decode()


def test_choosing_a_theme_never_leads_away(client: Client):
    answer = client.post("/theme", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def report(client: Client, body: str) -> int:
    return client.post("/csp-report", body, content_type="application/csp-report").status_code


def test_a_refused_load_is_logged_without_its_address(
    client: Client, caplog: pytest.LogCaptureFixture
):
    body = {
        "csp-report": {
            "document-uri": "http://localhost/people/wang-xiaoming",
            "effective-directive": "img-src",
            "blocked-uri": "https://elsewhere.example/wang-xiaoming.png",
        }
    }
    with caplog.at_level(logging.WARNING):
        assert report(client, json.dumps(body)) == 204

    assert "elsewhere.example" in caplog.text
    assert "img-src" in caplog.text
    assert "wang" not in caplog.text


@pytest.mark.parametrize("body", ["", "[]", "not json", '{"csp-report": 7}'])
def test_a_senseless_report_is_swallowed(client: Client, body: str):
    assert report(client, body) == 204


def test_the_style_page_is_there_in_a_demo_home_only(client: Client, settings: LazySettings):
    settings.DEMO = False
    assert client.get("/style").status_code == 404

    settings.DEMO = True
    answer = client.get("/style")
    assert answer.status_code == 200
    # No component was left as its bare tag.
    assert "<c-" not in answer.content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_synthetic_data_says_so_on_each_page(client: Client, settings: LazySettings, demo: bool):
    settings.DEMO = demo
    client.cookies["django_language"] = "en"

    assert ("Synthetic data." in client.get("/nowhere").content.decode()) is demo
