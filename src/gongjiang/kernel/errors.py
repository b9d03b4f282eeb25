"""What can stand in the way of a deed. Each message is a sentence for the person who tried."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class CannotDo(Exception):  # noqa: N818  (named for what stood in the way)
    """The deed is not possible now; the message says why and what would make it possible."""


class NotAllowed(PermissionDenied):
    """This actor may not do this; the message says who may."""
