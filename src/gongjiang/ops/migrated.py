"""Whether the database is as this source expects it. Imported before models are there."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo


class NothingYet(CannotDo):
    """The database holds nothing."""


class Behind(CannotDo):
    """The database lacks migrations that this source has."""


def require_migrated() -> None:
    """Pass when every migration of this source is applied.

    Raises:
        NothingYet: none is.
        Behind: one is not.
    """
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        raise NothingYet(_("This home's database holds nothing yet. Prepare it: gongjiang migrate"))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Behind(
            _("The database is older than this program. Bring it up to date: gongjiang migrate")
        )
