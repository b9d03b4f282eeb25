"""Every address of the house, each room's pages under its own name."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("gongjiang.api.urls")),
    path("", include("gongjiang.web.house.urls")),
    path("", include("gongjiang.web.health.urls")),
    path("", include("gongjiang.web.people.urls")),
    path("demo/", include("gongjiang.web.demo.urls")),
    path("account/", include("gongjiang.web.accounts.urls")),
    path("", include("gongjiang.web.orgs.urls")),
    path("", include("gongjiang.web.innovation.challenges.urls")),
    path("", include("gongjiang.web.innovation.spread.urls")),
    path("", include("gongjiang.web.innovation.studios.urls")),
    path("", include("gongjiang.web.mentoring.urls")),
    path("", include("gongjiang.web.innovation.projects.urls")),
    path("", include("gongjiang.web.governance.urls")),
    path("", include("gongjiang.web.careers.urls")),
    path("", include("gongjiang.web.privacy.urls")),
    path("", include("gongjiang.web.reports.urls")),
    path("", include("gongjiang.web.reports.growth_urls")),
    path("", include("gongjiang.web.careers.echelon_urls")),
    path("", include("gongjiang.web.index.urls")),
    path("", include("gongjiang.web.innovation.benefits.urls")),
    path("", include("gongjiang.web.index.hall_urls")),
    path("", include("gongjiang.web.innovation.proposals.urls")),
    path("", include("gongjiang.web.skills.urls")),
    path("", include("gongjiang.web.innovation.similar.urls")),
]

handler400 = "gongjiang.web.house.refusals.bad_request"
handler403 = "gongjiang.web.house.refusals.forbidden"
handler404 = "gongjiang.web.house.refusals.not_found"
handler500 = "gongjiang.web.house.refusals.server_error"
