"""What the tables themselves refuse."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from gongjiang.skills.models import Occupation, SkillCertificate, SkillRank
from world import World, make_person

pytestmark = pytest.mark.django_db


def test_the_national_classification_is_there():
    assert Occupation.objects.filter(added_by=None).count() > 2000
    assert Occupation.objects.get(code="6-31-01-03").name == "电工"


def test_grade_three_is_above_grade_four():
    grade_three, grade_four = SkillRank.SENIOR, SkillRank.INTERMEDIATE
    assert grade_three > grade_four


@pytest.mark.parametrize("rank", [0, 6])
def test_a_certificate_is_of_rank_1_to_5(world: World, rank: int):
    with pytest.raises(IntegrityError, match="rank_is_certified"):
        SkillCertificate.objects.create(
            person=make_person("王工"),
            occupation=Occupation.objects.get(code="6-31-01-03"),
            rank=rank,
            number="X1",
            issuer_kind="SOCIAL",
            issuer="某中心",
            issued_on=date(2020, 1, 1),
        )
