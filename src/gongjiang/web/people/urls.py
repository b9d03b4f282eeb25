"""Addresses of people's pages."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.people.roster import holds
from gongjiang.web.people.roster import views as roster
from gongjiang.web.people.views import deeds, home, listing, person, search, seats
from gongjiang.web.people.workbooks import views as workbooks

app_name = "people"
urlpatterns = [
    path("", home.home, name="home"),
    path("people", listing.people, name="list"),
    path("people/search", search.quick, name="search"),
    path("people/by-number", search.by_number, name="by_number"),
    path("people/hire", deeds.hire_new, name="hire"),
    path("people/rosters", roster.imports, name="rosters"),
    path("people/rosters/export", roster.export, name="roster_export"),
    path("people/holds", holds.holds, name="holds"),
    path("people/holds/<uuid:public_id>", holds.hold, name="hold"),
    path("people/rosters/new", roster.bring, name="roster_bring"),
    path("people/rosters/<uuid:public_id>", roster.roster, name="roster"),
    path("people/rosters/<uuid:public_id>/columns", roster.choose, name="roster_choose"),
    path("people/rosters/<uuid:public_id>/check", roster.check_again, name="roster_check"),
    path("people/rosters/<uuid:public_id>/apply", roster.apply, name="roster_apply"),
    path("people/rosters/<uuid:public_id>/undo", roster.undo, name="roster_undo"),
    path("people/rosters/<uuid:public_id>/discard", roster.discard, name="roster_discard"),
    path("people/rosters/<uuid:public_id>/annotated", roster.annotated, name="roster_annotated"),
    path("people/workbooks/<slug:slug>", workbooks.imports, name="workbooks"),
    path("people/workbooks/<slug:slug>/new", workbooks.bring, name="workbook_bring"),
    path("people/workbooks/<slug:slug>/export", workbooks.export, name="workbook_export"),
    path("people/workbook/<uuid:public_id>", workbooks.workbook, name="workbook"),
    path("people/workbook/<uuid:public_id>/columns", workbooks.choose, name="workbook_choose"),
    path("people/workbook/<uuid:public_id>/check", workbooks.check_again, name="workbook_check"),
    path("people/workbook/<uuid:public_id>/apply", workbooks.apply, name="workbook_apply"),
    path("people/workbook/<uuid:public_id>/undo", workbooks.undo, name="workbook_undo"),
    path("people/workbook/<uuid:public_id>/discard", workbooks.discard, name="workbook_discard"),
    path(
        "people/workbook/<uuid:public_id>/annotated", workbooks.annotated, name="workbook_annotated"
    ),
    path("people/<uuid:public_id>", person.person, name="person"),
    path("people/<uuid:public_id>/number", person.open_number, name="number"),
    path("people/<uuid:public_id>/hire", deeds.hire_known, name="hire_known"),
    path("people/<uuid:public_id>/move", deeds.move, name="move"),
    path("people/<uuid:public_id>/reassign", deeds.reassign, name="reassign"),
    path("people/<uuid:public_id>/take-on", deeds.take_on, name="take_on"),
    path("people/<uuid:public_id>/leave", deeds.leave, name="leave"),
    path("people/<uuid:public_id>/appoint", deeds.appoint, name="appoint"),
    path("people/<uuid:public_id>/end-role", deeds.end_role, name="end_role"),
    path("seats", seats.seats, name="seats"),
    path("seats/fill", seats.fill_seat, name="fill_seat"),
    path("seats/<uuid:public_id>/end", seats.empty_seat, name="empty_seat"),
    path("teams", listing.teams, name="teams"),
    path("teams/<uuid:public_id>/shift", deeds.team_shift, name="team_shift"),
    path("teams/<uuid:public_id>/move", deeds.move_several, name="move_several"),
]
