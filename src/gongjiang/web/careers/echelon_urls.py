"""Addresses of the echelon: key positions, reviews, exports, speed, simulator."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.careers.echelon import exports, grid, positions, simulator, speed

app_name = "echelon"
urlpatterns = [
    path("pipeline", positions.home, name="home"),
    path("pipeline/name", positions.name_one, name="name"),
    path("pipeline/positions/<uuid:public_id>", positions.position, name="position"),
    path("pipeline/positions/<uuid:public_id>/close", positions.close, name="close"),
    path("pipeline/positions/<uuid:public_id>/add", positions.add, name="add"),
    path(
        "pipeline/positions/<uuid:public_id>/<uuid:successor_id>/judge",
        positions.judge,
        name="judge",
    ),
    path(
        "pipeline/positions/<uuid:public_id>/<uuid:successor_id>/remove",
        positions.remove,
        name="remove",
    ),
    path("pipeline/grid", grid.nine_box, name="grid"),
    path("pipeline/grid/<uuid:public_id>", grid.review, name="review"),
    path("pipeline/exports", exports.exports, name="exports"),
    path("pipeline/exports/send", exports.send, name="send"),
    path("pipeline/exports/base", exports.register_base, name="base"),
    path("pipeline/exports/<uuid:public_id>/return", exports.come_back, name="return"),
    path("pipeline/speed", speed.speed, name="speed"),
    path("simulator", simulator.simulations, name="simulations"),
    path("simulator/new", simulator.new, name="simulate"),
    path("simulator/<uuid:public_id>", simulator.simulation, name="simulation"),
]
