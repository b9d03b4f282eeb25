"""Template tags and filters every page may use without loading them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongjiang.kernel.periods import SHANGHAI, day_of

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of icons.svg; decoration, so hidden from screen readers."""
    sprite = static("house/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        sprite,
        name,
    )


@register.simple_tag
def new_key() -> str:
    """A fresh idempotency key for a form: sent twice, the deed is done once."""
    return str(uuid4())


@register.filter
def number(value: object) -> str:
    """A number with thousands separated (80,600), the same in both languages."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    return f"{value:,}"


@register.filter
def unlocalized(value: object) -> str:
    """A number as HTML attributes want it: 0.5, never 0,5 or 1,000."""
    return str(value)


@register.filter
def yuan(fen: int | None) -> str:
    """An amount of money in yuan, exact to the fen (1,234.56)."""
    if fen is None:
        return ""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day for tables and captions: 2022-11-28."""
    if value is None or isinstance(value, str):
        return value or ""
    return (day_of(value) if isinstance(value, datetime) else value).isoformat()


@register.filter
def long_day(value: date | datetime | None) -> str:
    """A day for sentences: 2022年11月28日, 28 November 2022."""
    if value is None:
        return ""
    the_day = day_of(value) if isinstance(value, datetime) else value
    # Translators: a date format in Django's letters; Chinese: Y年n月j日
    return date_format(the_day, _("j F Y"))


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in the zone's own time, to the minute: 2022-11-28 17:19."""
    return "" if value is None else value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
