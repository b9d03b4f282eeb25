"""Proposals close by: what was done about each, step by step, and what waits for whom."""

from __future__ import annotations

from gongjiang.demo.build import Build


def write(build: Build) -> None:
    """."""
