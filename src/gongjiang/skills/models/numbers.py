"""What stands in place of a certificate's number when its holder was forgotten."""

from __future__ import annotations

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from gongjiang.people.models.forgotten import GONE

ANONYMOUS = Concat(Value(GONE), Cast(F("id"), CharField()))
"""Numbers stay apart, and tell of nobody."""
