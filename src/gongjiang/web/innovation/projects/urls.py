"""Addresses of projects, five-small items, patents, R&D teams and the closed loop."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.projects.deeds import item_deeds, patent_deeds, project_deeds
from gongjiang.web.innovation.projects.deeds.deed import view_of
from gongjiang.web.innovation.projects.seen import (
    item_seen_by,
    patent_seen_by,
    project_seen_by,
)
from gongjiang.web.innovation.projects.views import (
    items,
    loop,
    mine,
    patents,
    projects,
    teams,
    zone,
)

app_name = "projects"

PROJECT = "innovation/projects/<uuid:public_id>"
ITEM = "innovation/five-small/<uuid:public_id>"
PATENT = "innovation/patents/<uuid:public_id>"
TEAM = "innovation/rd-teams/<uuid:public_id>"

urlpatterns = [
    path("innovation/works", mine.mine, name="mine"),
    path("innovation/projects", projects.projects, name="projects"),
    path("innovation/projects/propose", projects.propose, name="propose"),
    path(PROJECT, projects.project, name="project"),
    *(
        path(
            f"{PROJECT}/{deed.name}",
            view_of(deed, seen_by=project_seen_by, page=projects.project_page),
            name=f"project-{deed.name}",
        )
        for deed in project_deeds.DEEDS
    ),
    path("innovation/five-small", items.items, name="items"),
    path("innovation/five-small/new", items.choose_kind, name="choose"),
    path("innovation/five-small/new/<str:kind>", items.declare, name="declare"),
    path(ITEM, items.item, name="item"),
    *(
        path(
            f"{ITEM}/{deed.name}",
            view_of(deed, seen_by=item_seen_by, page=items.item_page),
            name=f"item-{deed.name}",
        )
        for deed in item_deeds.DEEDS
    ),
    path("innovation/patents", patents.patents, name="patents"),
    path("innovation/patents/register", patents.register, name="register"),
    path(PATENT, patents.patent, name="patent"),
    *(
        path(
            f"{PATENT}/{deed.name}",
            view_of(deed, seen_by=patent_seen_by, page=patents.patent_page),
            name=f"patent-{deed.name}",
        )
        for deed in patent_deeds.DEEDS
    ),
    path("innovation/rd-teams", teams.teams, name="teams"),
    path("innovation/rd-teams/form", teams.form_team, name="form-team"),
    path(TEAM, teams.team, name="team"),
    path(f"{TEAM}/join", teams.join, name="join-team"),
    path(f"{TEAM}/leave", teams.leave, name="leave-team"),
    path(f"{TEAM}/dissolve", teams.dissolve, name="dissolve-team"),
    path("innovation/loop", loop.loop, name="loop"),
    path("innovation/loop/document", loop.add_document, name="add-document"),
    path("innovation/loop/platform", loop.add_platform, name="add-platform"),
    path("innovation/loop/end/<slug:kind>/<uuid:public_id>", loop.end, name="end-base"),
    path("innovation/loop/link/<str:kind>/<uuid:public_id>", loop.link, name="link"),
    path("innovation/works/zone", zone.zone, name="zone"),
]
