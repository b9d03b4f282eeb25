"""The house with a provider configured."""

from __future__ import annotations

from django.urls import include, path

from gongjiang.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from gongjiang.web.accounts.urls import BY_PROVIDER

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [path("account/", include(BY_PROVIDER)), *urlpatterns]
