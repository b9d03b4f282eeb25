"""Where the API is: /api/v1/, its description at /api/v1/openapi.json."""

from __future__ import annotations

from django.urls import path

from gongjiang.api import (
    benefits,
    careers,
    echelon,
    figures,
    me,
    mentoring,
    people,
    projects,
    proposal_steps,
    proposals,
    similar,
    skills,
    studios,
    units,
)
from gongjiang.api.service import api

api.add_router("/me", me.router)
api.add_router("/people", people.router)
api.add_router("/benefits", benefits.router)
api.add_router("/careers", careers.router)
api.add_router("/units", units.router)
api.add_router("/mentoring", mentoring.router)
api.add_router("/innovation", projects.router)
api.add_router("/pipeline", echelon.router)
api.add_router("/proposals", proposals.router)
api.add_router("/proposals", proposal_steps.router)
api.add_router("/figures", figures.router)
api.add_router("/proposals", similar.router)
api.add_router("/skills", skills.router)
api.add_router("/studios", studios.router)
api.add_router("/challenges", studios.challenges_router)
api.add_router("/spread", studios.spread_router)

urlpatterns = [path("v1/", api.urls)]
