"""Addresses of the career ladder."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.careers.views import changes, ladder, people, promotions, rounds
from gongjiang.web.careers.views import path as paths

app_name = "careers"
urlpatterns = [
    path("careers", paths.path, name="path"),
    path("careers/apply/<uuid:public_id>", paths.apply, name="apply"),
    path("careers/ladder", ladder.ladder, name="ladder"),
    path("careers/standing", ladder.standing, name="standing"),
    path("careers/rounds", rounds.rounds, name="rounds"),
    path("careers/rounds/new", rounds.new, name="new_round"),
    path("careers/rounds/<uuid:public_id>", rounds.round_, name="round"),
    path("careers/rounds/<uuid:public_id>/close", rounds.close, name="close_round"),
    path("careers/judging", rounds.judging, name="judging"),
    path("careers/vacancies", rounds.vacancies, name="vacancies"),
    path("careers/promotions/<uuid:public_id>", promotions.promotion, name="promotion"),
    path("careers/promotions/<uuid:public_id>/<slug:name>", promotions.step, name="promotion_step"),
    path("careers/appeals/<uuid:public_id>", promotions.appeal_file, name="appeal_file"),
    path("careers/conversions/<uuid:public_id>", changes.conversion, name="conversion"),
    path(
        "careers/conversions/<uuid:public_id>/<slug:name>",
        changes.conversion_step,
        name="conversion_step",
    ),
    path("careers/measures/<uuid:public_id>", changes.measure, name="measure"),
    path(
        "careers/measures/<uuid:public_id>/<slug:name>", changes.measure_step, name="measure_step"
    ),
    path("careers/people", people.people, name="people"),
    path("careers/people/<uuid:public_id>", people.person, name="person"),
    path("careers/people/<uuid:public_id>/<slug:name>", people.record, name="record"),
]
