"""The routes of ideas without a name are there, and all of them are logged without an account."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from ninja.operation import PathView

from access.readers import client_of
from access.routes import route_names
from gongjiang.innovation.services import anonymous
from gongjiang.web.health.unnamed import UNNAMED
from world import World, make_worker

OUR_PAGES = ("gongjiang.web", "gongjiang.api")


def test_each_of_them_exists():
    assert set(route_names()) >= UNNAMED


def test_whatever_reads_or_writes_them_is_among_them():
    reaching = {name for name, view in _views() if _reaches_unnamed(view, set())}

    assert reaching <= UNNAMED
    assert reaching > {"proposals:code", "proposals:capture", "api:find_dropped_idea"}


@pytest.mark.django_db
def test_whatever_the_form_asks_while_one_writes_is_among_them(world: World):
    page = client_of(make_worker(world.a).person).get("/propose").content.decode()

    addresses = re.findall(r'hx-get="([^"?]+)', page)
    asked = {resolve(address).view_name for address in addresses}
    assert asked
    assert asked <= UNNAMED


def _views() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each route with what answers it; an address of the API may have several."""
    yield from _of(get_resolver().url_patterns, "")


def _of(
    patterns: list[URLPattern | URLResolver], namespace: str
) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _of(pattern.url_patterns, inner)
            continue
        answering = inspect.unwrap(pattern.callback)
        path_view = next((held for held in _held_by(answering) if isinstance(held, PathView)), None)
        if path_view is None:
            yield f"{namespace}{pattern.name}", answering
        else:
            for operation in path_view.operations:
                yield f"{namespace}{pattern.name}", inspect.unwrap(operation.view_func)


def _held_by(function: Callable[..., Any]) -> list[Any]:
    cells = getattr(function, "__closure__", None) or ()
    return [getattr(function, "__self__", None), *(cell.cell_contents for cell in cells)]


def _reaches_unnamed(function: Callable[..., Any], seen: set[int]) -> bool:
    """Whether a view, or a page's function it calls, asks `services.anonymous` for something."""
    function = inspect.unwrap(function)
    if id(function) in seen or not isinstance(function, FunctionType):
        return False
    seen.add(id(function))
    for name in _names_in(function.__code__):
        met = function.__globals__.get(name)
        if met is anonymous or getattr(met, "__module__", "") == anonymous.__name__:
            return True
        called = list(met.values()) if isinstance(met, dict) else [met]
        if any(_reaches_unnamed(each, seen) for each in called if _is_a_pages(each)):
            return True
    return False


def _is_a_pages(met: object) -> bool:
    return isinstance(met, FunctionType) and met.__module__.startswith(OUR_PAGES)


def _names_in(code: CodeType) -> set[str]:
    """The names a function speaks of, those in functions within it too."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return set(code.co_names).union(*map(_names_in, inner))
