"""Posts that need an operation certificate, who was on them, and who held one."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import Happened, batch, firm_units
from gongjiang.demo.growth import operations
from gongjiang.demo.growth.operations import POSTS, Certificates, OnPost, Reviews
from gongjiang.demo.numbers import public_ids
from gongjiang.kernel.columns import NO_DAY, Ints
from gongjiang.ledger.bulk import NONE, Batch, Detail
from gongjiang.ledger.facts.skills import (
    OperationCertified,
    OperationReviewed,
    PostAssigned,
    PostReleased,
    PostRequired,
)

ISSUER = "示范应急与市场监管考核中心"


def write(build: Build) -> None:
    firms = operations.firms_that_ask(build)
    requirement = _write_requirements(build, firms)
    times = operations.on_posts(build)
    held = operations.certificates(build, times)
    done = operations.reviews(build, held)
    _write_certificates(build, held, done)
    _write_assignments(build, times, requirement)


def _write_requirements(build: Build, firms: Ints) -> Ints:
    """One for each firm that asks and post; by place of the firm and post, its id."""
    rng = build.plan.rng("post requirements")
    count = len(firms) * len(POSTS)
    ids = reserve(build.cursor, "skills_postrequirement", count)
    firm = np.repeat(firms, len(POSTS))
    post = np.tile(np.arange(len(POSTS)), len(firms))
    opened = np.array([g.firm.opened for g in build.grounds.firms], dtype="datetime64[D]")[firm]
    since = np.maximum(opened, operations.SINCE)
    kinds = picked(operations.KINDS, post)
    units = firm_units(build)[firm]
    copy(
        build.cursor,
        "skills_postrequirement",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "unit_id": units,
            "post": picked([post[0] for post in POSTS], post),
            "kind_code": kinds,
            "valid_from": since,
            "valid_to": np.full(count, NO_DAY),
        },
    )
    recorded_at = moments(rng, since)
    clerk = build.hr.on(firm, recorded_at.astype("datetime64[D]"))
    build.facts.append(
        Batch(
            fact=PostRequired,
            subject=ids,
            on=since,
            person=np.full(count, NONE),
            unit=units,
            enterprise=units,
            actor=np.where(clerk < 0, NONE, build.person_ids[clerk]),
            recorded_at=recorded_at,
            detail={"kind_code": kinds},
        )
    )
    found = np.zeros((len(build.grounds.firms), len(POSTS)), dtype=np.int64)
    found[firm, post] = ids
    return found


def _write_certificates(build: Build, held: Certificates, done: Reviews) -> None:
    rng = build.plan.rng("operation certificate rows")
    count = len(held)
    ids = reserve(build.cursor, "skills_operationcertificate", count)
    due, until = operations.as_they_stand(held, done)
    kinds = picked(operations.KINDS, held.kind)
    copy(
        build.cursor,
        "skills_operationcertificate",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "person_id": build.person_ids[held.person],
            "kind_code": kinds,
            "number": [f"T000000{number:07d}" for number in range(1, count + 1)],
            "issuer": [ISSUER] * count,
            "issued_on": held.issued,
            "valid_until": until,
            "review_due": due,
            "verify_url": [""] * count,
        },
    )
    told = Happened(ids, held.employment, held.issued, moments(rng, held.issued))
    detail: dict[str, Detail] = {
        "kind_code": kinds,
        "valid_until": held.until,
        "review_due": held.due,
    }
    build.facts.append(batch(build, OperationCertified, told, detail))
    review_ids = reserve(build.cursor, "skills_operationreview", len(done))
    copy(
        build.cursor,
        "skills_operationreview",
        {
            "id": review_ids,
            "certificate_id": ids[done.certificate],
            "reviewed_on": done.on,
            "valid_until": done.until,
            "review_due": done.due,
        },
    )
    told = Happened(review_ids, held.employment[done.certificate], done.on, moments(rng, done.on))
    detail = {
        "certificate_id": ids[done.certificate],
        "kind_code": picked(operations.KINDS, held.kind[done.certificate]),
        "valid_until": done.until,
        "review_due": done.due,
    }
    build.facts.append(batch(build, OperationReviewed, told, detail))


def _write_assignments(build: Build, times: OnPost, requirement: Ints) -> None:
    rng = build.plan.rng("post assignments")
    count = len(times)
    ids = reserve(build.cursor, "skills_postassignment", count)
    employment = build.postings.employment[times.posting]
    asked = requirement[build.work.site[employment], times.post]
    gone = ~np.isnat(times.end)
    copy(
        build.cursor,
        "skills_postassignment",
        {
            "id": ids,
            "requirement_id": asked,
            "person_id": build.person_ids[build.work.person[employment]],
            "admitted": times.certified,
            "released_reason": ["MOVED" if each else "" for each in gone.tolist()],
            "valid_from": times.start,
            "valid_to": times.end,
        },
    )
    kinds = picked(operations.KINDS, times.post)
    told = Happened(ids, employment, times.start, moments(rng, times.start))
    detail: dict[str, Detail] = {
        "requirement_id": asked,
        "kind_code": kinds,
        "admitted": times.certified,
    }
    build.facts.append(batch(build, PostAssigned, told, detail))
    rows = np.flatnonzero(gone)
    left = Happened(ids[rows], employment[rows], times.end[rows], moments(rng, times.end[rows]))
    detail = {"kind_code": [kinds[row] for row in rows.tolist()], "reason": ["MOVED"] * len(rows)}
    build.facts.append(batch(build, PostReleased, left, detail))
