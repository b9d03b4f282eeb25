"""Ids that are gathered first, and then looked up by an index."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


def is_any_of(field: str, ids: QuerySet[Any, Any]) -> Func:
    """A condition like `field__in=ids`, for ids that are few beside the table's rows.

    PostgreSQL answers `IN` by looking at every row where it stands in an "or", or where the ids
    come from a union. An array it looks up row by row.
    """
    return Func(
        F(field),
        ArraySubquery(ids),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
