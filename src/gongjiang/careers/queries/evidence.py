"""Who may see which cases, and so the files and appeals that belong to them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongjiang.careers.models import Conversion, Measure, Merit, Promotion, PromotionRound
from gongjiang.careers.subjects import MEASURE, MERIT, PROMOTION
from gongjiang.governance.queries.attachments import register_owner
from gongjiang.governance.queries.reach import Reach
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Role


def promotions_visible_to(reach: Reach) -> QuerySet[Promotion]:
    """One's own, those of one's enterprise as HR, of one's department, and where one judges."""
    seen = (
        Q(person_id=reach.reader_id)
        | Q(enterprise_id__in=reach.enterprises)
        | Q(unit_id__in=_departments(reach))
        | Q(round__members__person_id=reach.reader_id)
    )
    found = Promotion.objects.filter(id__in=Promotion.objects.filter(seen).values("id"))
    return found.select_related("round", "person", "enterprise", "unit", "from_spell", "vacancy")


def rounds_visible_to(reach: Reach) -> QuerySet[PromotionRound]:
    """Rounds of one's enterprise as HR, and those in which one judges."""
    seen = Q(enterprise_id__in=reach.enterprises) | Q(members__person_id=reach.reader_id)
    rounds = PromotionRound.objects.filter(seen).distinct()
    return rounds.select_related("enterprise").order_by("-opens_on", "-id")


def conversions_visible_to(reach: Reach) -> QuerySet[Conversion]:
    """One's own, those of one's enterprise as HR, and of both departments."""
    departments = _departments(reach)
    seen = (
        Q(person_id=reach.reader_id)
        | Q(enterprise_id__in=reach.enterprises)
        | Q(from_unit_id__in=departments)
        | Q(to_unit_id__in=departments)
    )
    found = Conversion.objects.filter(seen)
    return found.select_related("person", "enterprise", "from_unit", "to_unit", "spell")


def measures_visible_to(reach: Reach) -> QuerySet[Measure]:
    """About oneself, and those of one's enterprise as HR."""
    seen = Q(person_id=reach.reader_id) | Q(enterprise_id__in=reach.enterprises)
    return Measure.objects.filter(seen).select_related("person", "enterprise", "from_spell")


def merits_visible_to(reach: Reach) -> QuerySet[Merit]:
    """One's own, and those of one's enterprise as HR."""
    seen = Q(person_id=reach.reader_id) | Q(enterprise_id__in=reach.enterprises)
    return Merit.objects.filter(seen)


def _departments(reach: Reach) -> QuerySet[Appointment, int]:
    seats = Appointment.objects.filter(
        true_on(reach.day),
        person_id=reach.reader_id,
        role__in=[Role.TEAM_LEADER, Role.REVIEWER],
    )
    return ids_under(seats.values_list("unit_id", flat=True), reach.day)  # type: ignore[return-value]


def _sees_promotion(reach: Reach, row: int) -> bool:
    return promotions_visible_to(reach).filter(id=row).exists()


def _sees_measure(reach: Reach, row: int) -> bool:
    return measures_visible_to(reach).filter(id=row).exists()


def _sees_merit(reach: Reach, row: int) -> bool:
    return merits_visible_to(reach).filter(id=row).exists()


register_owner(PROMOTION, _sees_promotion)
register_owner(MEASURE, _sees_measure)
register_owner(MERIT, _sees_merit)
