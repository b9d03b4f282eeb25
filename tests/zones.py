"""The demo zone as tests build it."""

from __future__ import annotations

from gongjiang.demo.plan import Plan

DEMO_PLAN = Plan(workers=800)
