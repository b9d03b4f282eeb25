"""The access matrix: every route, and who gets there."""

from __future__ import annotations

from access.row import Row
from access.rows.accounts import ACCOUNTS, PRIVACY, SIGN_IN
from access.rows.api import API
from access.rows.benefits import BENEFITS
from access.rows.careers import CAREERS, CAREERS_API
from access.rows.demo import DEMO
from access.rows.echelon import ECHELON
from access.rows.governance import GOVERNANCE
from access.rows.house import HOUSE
from access.rows.index import INDEX
from access.rows.mentoring import MENTORING
from access.rows.orgs import ORGS
from access.rows.people import PEOPLE
from access.rows.projects import PROJECTS
from access.rows.proposal_pages import PROPOSAL_PAGES
from access.rows.proposals import PROPOSALS
from access.rows.reports import REPORTS
from access.rows.similar import SIMILAR
from access.rows.skills import SKILLS
from access.rows.studios import STUDIOS

ROOMS: dict[str, dict[str, Row]] = {
    "accounts": ACCOUNTS,
    "api": API,
    "benefits": BENEFITS,
    "demo": DEMO,
    "careers": CAREERS,
    "careers_api": CAREERS_API,
    "echelon": ECHELON,
    "governance": GOVERNANCE,
    "house": HOUSE,
    "index": INDEX,
    "mentoring": MENTORING,
    "orgs": ORGS,
    "people": PEOPLE,
    "privacy": PRIVACY,
    "proposal_pages": PROPOSAL_PAGES,
    "proposals": PROPOSALS,
    "projects": PROJECTS,
    "reports": REPORTS,
    "sign_in": SIGN_IN,
    "similar": SIMILAR,
    "skills": SKILLS,
    "studios": STUDIOS,
}
MATRIX: dict[str, Row] = {name: row for rows in ROOMS.values() for name, row in rows.items()}
