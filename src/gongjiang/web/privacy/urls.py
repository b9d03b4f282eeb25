"""Addresses of what people may ask about their own data."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.privacy import decisions, own, retention

app_name = "privacy"
urlpatterns = [
    path("me/looks", own.looks, name="looks"),
    path("me/corrections", own.corrections, name="my_corrections"),
    path(
        "me/corrections/<uuid:public_id>/withdraw",
        own.withdraw_correction,
        name="withdraw_correction",
    ),
    path("me/erasure", own.erasure, name="my_erasure"),
    path("me/erasure/<uuid:public_id>/withdraw", own.withdraw_erasure, name="withdraw_erasure"),
    path("corrections", decisions.corrections, name="corrections"),
    path("corrections/<uuid:public_id>", decisions.correction, name="correction"),
    path("erasures", decisions.erasures, name="erasures"),
    path("erasures/retention", retention.retention, name="retention"),
    path("erasures/retention/all", retention.erase_all, name="retention_all"),
    path("erasures/retention/<uuid:public_id>", retention.erase_one, name="retention_one"),
    path("erasures/<uuid:public_id>", decisions.erasure, name="erasure"),
]
