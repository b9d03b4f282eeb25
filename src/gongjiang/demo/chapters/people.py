"""Persons: who they are, with numbers that cannot be anybody's, encrypted with the home's keys."""

from __future__ import annotations

from uuid import UUID

import numpy as np

from gongjiang.demo import names, numbers
from gongjiang.demo.build import Build
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.persons import Persons, describe
from gongjiang.demo.places import lay_out
from gongjiang.demo.spells import fill
from gongjiang.demo.workforce import employ
from gongjiang.people import identity
from gongjiang.people.models import Person

OFFICERS = 80
"""Persons of the zone itself, without an employment: its offices, stations and grids."""

SEXES = (str(Person.Sex.FEMALE), str(Person.Sex.MALE))


def write(build: Build) -> None:
    plan, grounds = build.plan, build.grounds
    build.places = lay_out(plan, grounds)
    build.work = employ(plan, grounds, build.places, fill(plan, build.places))
    build.persons = describe(plan, grounds, build.places, build.work, OFFICERS)
    build.person_ids = reserve(build.cursor, "people_person", len(build.persons))
    _write(build, build.persons)


def _write(build: Build, persons: Persons) -> None:
    rng = build.plan.rng("names")
    count = len(persons)
    written = names.persons(rng, persons.male)
    public_ids = numbers.public_ids(rng, count)
    national_ids = numbers.national_ids(persons.born, persons.male)
    phones = numbers.phones(count)
    copy(
        build.cursor,
        "people_person",
        {
            "id": build.person_ids,
            "public_id": public_ids,
            "name": written.written,
            "name_pinyin": written.pinyin,
            "name_initials": written.initials,
            "sex": picked(SEXES, persons.male.astype(np.int64)),
            "birth_year": persons.born.astype("datetime64[Y]").astype(np.int64) + 1970,
            "born_on": persons.born,
            "national_id_cipher": _sealed("national_id", national_ids, public_ids),
            "national_id_hash": [identity.trace("national_id", number) for number in national_ids],
            "phone_cipher": _sealed("phone", phones, public_ids),
            "phone_hash": [identity.trace("phone", number) for number in phones],
            "state": [str(Person.State.ACTIVE)] * count,
            "synthetic": np.ones(count, dtype=bool),
        },
    )


def _sealed(field: identity.Field, texts: list[str], owners: list[str]) -> list[str]:
    return [
        identity.seal(field, text, owner=UUID(owner))
        for text, owner in zip(texts, owners, strict=True)
    ]
