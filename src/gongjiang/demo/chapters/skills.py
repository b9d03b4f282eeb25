"""Certificates, appointments and titles; the posts that need a certificate; some skill matrices."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import post_occupations, skill_posts, skill_stories
from gongjiang.demo.clerks import moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import Happened, batch
from gongjiang.demo.growth import story, titles, trades
from gongjiang.demo.growth.apprentices import posting_on
from gongjiang.demo.numbers import public_ids
from gongjiang.kernel.columns import NO_DAY, Ints
from gongjiang.ledger.bulk import Detail
from gongjiang.ledger.facts.skills import SkillCertified, TitleConferred
from gongjiang.skills.models import IssuerKind

ISSUERS = (IssuerKind.ENTERPRISE, IssuerKind.SOCIAL, IssuerKind.CONTEST)
ISSUER_SHARES = (0.6, 0.37, 0.03)  # ours
SOCIAL_ISSUER = "示范职业技能评价中心"
TITLE_ISSUER = "示范职称评审委员会"
TITLE_NAMES = {
    titles.ENGINEERING: ("技术员", "助理工程师", "工程师", "高级工程师", "正高级工程师"),
    titles.ECONOMICS: ("经济员", "助理经济师", "经济师", "高级经济师", "正高级经济师"),
    titles.ACCOUNTING: ("会计员", "助理会计师", "会计师", "高级会计师", "正高级会计师"),
}


def write(build: Build) -> None:
    build.growth = story.grow(build)
    build.occupation_ids = _occupation_ids(build)
    build.occupation_of = trades.occupations(build)
    _write_certificates(build)
    _write_titles(build)
    post_occupations.write(build)
    skill_posts.write(build)
    skill_stories.write(build)


def _occupation_ids(build: Build) -> Ints:
    """The ids of the occupations in `trades.CODES`, in its order."""
    build.cursor.execute(
        "SELECT code, id FROM skills_occupation WHERE code = ANY(%s)", [list(trades.CODES)]
    )
    found = dict(build.cursor.fetchall())
    return np.array([found[code] for code in trades.CODES])


def _write_certificates(build: Build) -> None:
    rng = build.plan.rng("certificate rows")
    certified = build.growth.certified
    count = len(certified)
    ids = reserve(build.cursor, "skills_skillcertificate", count)
    occupation = build.occupation_of[posting_on(build, certified.employment, certified.on)]
    issuer = rng.choice(len(ISSUERS), size=count, p=ISSUER_SHARES)
    kinds = picked([str(kind) for kind in ISSUERS], issuer)
    firms = [ground.firm.name for ground in build.grounds.firms]
    own = picked(firms, build.work.site[certified.employment])
    years = certified.on.astype("datetime64[Y]").astype(np.int64) + 1970
    copy(
        build.cursor,
        "skills_skillcertificate",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "person_id": build.person_ids[certified.person],
            "occupation_id": build.occupation_ids[occupation],
            "rank": certified.rank,
            "number": [
                f"Z{year}000000{number:07d}"
                for year, number in zip(years.tolist(), range(1, count + 1), strict=True)
            ],
            "issuer_kind": kinds,
            "issuer": [
                name if kind == 0 else SOCIAL_ISSUER
                for name, kind in zip(own, issuer.tolist(), strict=True)
            ],
            "issued_on": certified.on,
            "verify_url": [""] * count,
            "revoked_on": np.full(count, NO_DAY),
            "revoked_reason": [""] * count,
        },
    )
    told = Happened(ids, certified.employment, certified.on, moments(rng, certified.on))
    detail: dict[str, Detail] = {
        "occupation": picked(trades.CODES, occupation),
        "rank": certified.rank,
        "issuer_kind": kinds,
    }
    build.facts.append(batch(build, SkillCertified, told, detail))


def _write_titles(build: Build) -> None:
    rng = build.plan.rng("title rows")
    titled = build.growth.titled
    count = len(titled)
    ids = reserve(build.cursor, "skills_title", count)
    fields = picked(titles.FIELDS, titled.field)
    copy(
        build.cursor,
        "skills_title",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "person_id": build.person_ids[titled.person],
            "level": titled.level,
            "field": fields,
            "name": [
                TITLE_NAMES[field][level]
                for field, level in zip(titled.field.tolist(), titled.level.tolist(), strict=True)
            ],
            "number": [f"ZC000000{number:07d}" for number in range(1, count + 1)],
            "issuer": [TITLE_ISSUER] * count,
            "conferred_on": titled.on,
            "withdrawn_on": np.full(count, NO_DAY),
            "withdrawn_reason": [""] * count,
        },
    )
    told = Happened(ids, titled.employment, titled.on, moments(rng, titled.on))
    build.facts.append(batch(build, TitleConferred, told, {"level": titled.level, "field": fields}))
