"""The `gongjiang` command."""

from __future__ import annotations

import os
import platform

import django

from gongjiang.cli.systems import refusal


def main() -> None:
    """Set Django up, then hand over to the commands."""
    has_database = bool(os.environ.get("DATABASE_URL"))
    if sentence := refusal(platform.system(), has_database=has_database):
        raise SystemExit(sentence)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
    django.setup()
    # Commands import models, which need the set-up above.
    from gongjiang.cli.commands import app  # noqa: PLC0415

    app()


if __name__ == "__main__":
    main()
