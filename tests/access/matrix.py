"""The access matrix: every route, and who gets there."""

from __future__ import annotations

from access.row import Row
from access.rows.accounts import ACCOUNTS, PRIVACY, SIGN_IN
from access.rows.api import API
from access.rows.governance import GOVERNANCE
from access.rows.house import HOUSE
from access.rows.orgs import ORGS
from access.rows.people import PEOPLE
from access.rows.reports import REPORTS

MATRIX: dict[str, Row] = {
    **HOUSE,
    **SIGN_IN,
    **ACCOUNTS,
    **API,
    **GOVERNANCE,
    **ORGS,
    **PEOPLE,
    **PRIVACY,
    **REPORTS,
}
