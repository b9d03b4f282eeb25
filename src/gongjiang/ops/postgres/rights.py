"""What the application role may do: read and write rows, never change what guards them."""

from __future__ import annotations

from django.db import connections, transaction

from gongjiang.ledger import guards

OWNER = "owner"


def grant_application_rights(application_role: str, *, using: str = OWNER) -> None:
    """Give the application role its rights on all that the owner has migrated.

    Run after each migrate. Where one role does both (a DATABASE_URL without a
    DATABASE_OWNER_URL) it owns the tables and there is nothing to give: the triggers still hold.
    """
    connection = connections[using]
    if connection.settings_dict["USER"] == application_role:
        return
    role = connection.ops.quote_name(application_role)
    database = connection.ops.quote_name(connection.settings_dict["NAME"])
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in [*_general(role, database), *guards.rights(application_role)]:
            cursor.execute(statement)


def _general(role: str, database: str) -> list[str]:
    return [
        # TEMPORARY: facts in bulk are copied into a temporary table first.
        f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ]
