"""Every room's entries in the main navigation."""

from __future__ import annotations

from gongjiang.web.accounts import navigation as accounts
from gongjiang.web.careers import echelon_navigation as echelon
from gongjiang.web.careers import navigation as careers
from gongjiang.web.governance import navigation as governance
from gongjiang.web.house.navigation import Entry
from gongjiang.web.index import navigation as index
from gongjiang.web.innovation.benefits import navigation as benefits
from gongjiang.web.innovation.projects import navigation as projects
from gongjiang.web.innovation.proposals import navigation as proposals
from gongjiang.web.innovation.studios import navigation as studios
from gongjiang.web.mentoring import navigation as mentoring
from gongjiang.web.orgs import navigation as orgs
from gongjiang.web.people import navigation as people
from gongjiang.web.privacy import navigation as privacy
from gongjiang.web.reports import navigation as reports
from gongjiang.web.skills import navigation as skills

NAVIGATION: tuple[Entry, ...] = (
    *people.NAVIGATION,
    *orgs.NAVIGATION,
    *mentoring.NAVIGATION,
    *benefits.NAVIGATION,
    *projects.NAVIGATION,
    *proposals.NAVIGATION,
    *careers.NAVIGATION,
    *skills.NAVIGATION,
    *governance.NAVIGATION,
    *reports.NAVIGATION,
    *index.NAVIGATION,
    *echelon.NAVIGATION,
    *studios.NAVIGATION,
    *accounts.NAVIGATION,
    *privacy.NAVIGATION,
)
