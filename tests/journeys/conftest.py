"""A served house and a real Chromium; every journey fails on a CSP report or a console error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

import world as worlds
from gongjiang.people.models import Account, Person
from gongjiang.people.models.sessions import SessionStore

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx reports of a request that a newer one took the place of."""
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError")


@dataclass
class Watch:
    """What went wrong in a browser while a journey was under way.

    Attributes:
        expected: HTTP statuses the journey means to meet; Chromium reports each as an error.
        offline: whether the journey takes the network away, of which Chromium complains.
    """

    wrongs: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    offline: bool = False

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.wrongs.append(str(error.error)))
        context.on("request", lambda request: self._see(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        meant = any(f"status of {status}" in message.text for status in self.expected)
        meant |= self.offline and any(words in message.text for words in NO_NETWORK)
        meant |= message.text.startswith(GIVEN_UP)
        if message.type == "error" and not meant:
            self.wrongs.append(f"{message.text} {message.location.get('url', '')}".strip())

    def _see(self, url: str) -> None:
        if url.endswith("/csp-report"):
            self.wrongs.append("The browser sent a CSP report.")


@pytest.fixture
def house(committing_db: str) -> Iterator[str]:
    """The address of a house served on a database of its own."""
    server = LiveServer("localhost", start=False)
    # Static files are served as the product serves them, and missed as it misses them. Django's own
    # handler stands outside the middleware, where the page for what is missing cannot be drawn.
    server.thread.static_handler = lambda served: served
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def committed_world(house: str) -> worlds.World:
    """The small world, seen by the served house."""
    return worlds.make_world()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the tests' own queries are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Whatever it saw fails the journey."""
    watching = Watch()
    yield watching
    assert watching.wrongs == []


Opened = Callable[..., Page]


@pytest.fixture
def open_page(house: str, browser: Browser, watch: Watch) -> Iterator[Opened]:
    """Opens a page of the house, on a phone unless told otherwise, signed in as a person or not."""
    contexts: list[BrowserContext] = []

    def opened(path: str = "/", *, person: Person | None = None, size: dict = PHONE) -> Page:
        context = browser.new_context(base_url=house, viewport=size, locale="zh-CN")
        contexts.append(context)
        watch.over(context)
        if person is not None:
            context.add_cookies([{**session_of(person), "url": house}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def session_of(person: Person) -> dict[str, str]:
    """The cookie of a session signed in as a person."""
    account, _ = Account.objects.get_or_create(
        person=person, defaults={"username": str(person.public_id)}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}


@contextmanager
def authenticator_of(page: Page) -> Iterator[None]:
    """A virtual authenticator in a page's browser, as a phone's own that knows its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield
    devtools.send("WebAuthn.disable")
