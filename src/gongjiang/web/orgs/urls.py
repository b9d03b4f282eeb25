"""Addresses of the zone and its units."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.orgs.views import changes, tree, unit, zone

app_name = "orgs"
urlpatterns = [
    path("zone", zone.overview, name="zone"),
    path("units", tree.tree, name="tree"),
    path("units/<uuid:public_id>", unit.unit, name="unit"),
    path("units/<uuid:public_id>/branch", tree.branch, name="branch"),
    path("units/<uuid:public_id>/changes", changes.changes, name="changes"),
    path("units/<uuid:public_id>/open", changes.open_beneath, name="open"),
    path("units/<uuid:public_id>/move", changes.move, name="move"),
    path("units/<uuid:public_id>/close", changes.close, name="close"),
    path("units/<uuid:public_id>/operating", changes.set_operating, name="operating"),
    path("units/<uuid:public_id>/links", changes.link, name="link"),
    path("units/<uuid:public_id>/links/<int:link_id>/end", changes.end_link, name="end_link"),
]
