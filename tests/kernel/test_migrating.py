"""Tables made at once are made as one by one, and taken back the other way round."""

from __future__ import annotations

import pytest
from django.db import connections, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from gongjiang.kernel.migrating import CreateModels

KEY = ("id", models.BigAutoField(primary_key=True))
MASTER = ("master", models.ForeignKey("sample.Master", models.PROTECT))
# The first refers to the second, which is made after it.
MADE = CreateModels(
    [
        CreateModel("Apprentice", [KEY, MASTER]),
        CreateModel("Master", [KEY], {"indexes": [models.Index(fields=["id"], name="master_id")]}),
    ]
)
TABLES = {"sample_apprentice", "sample_master"}


def tables() -> set[str]:
    return TABLES & set(connections["owner"].introspection.table_names())


@pytest.mark.commits
def test_models_that_refer_to_each_other_are_made_at_once_and_taken_back():
    empty, full = ProjectState(), ProjectState()
    MADE.state_forwards("sample", full)

    with connections["owner"].schema_editor() as editor:
        MADE.database_forwards("sample", editor, empty, full)
    made = tables()
    with connections["owner"].cursor() as cursor:
        keys = connections["owner"].introspection.get_constraints(cursor, "sample_apprentice")
    with connections["owner"].schema_editor() as editor:
        MADE.database_backwards("sample", editor, full, empty)

    assert made == TABLES
    assert ("sample_master", "id") in [key["foreign_key"] for key in keys.values()]
    assert tables() == set()


def test_it_is_written_as_it_was_said():
    _name, args, kwargs = MADE.deconstruct()

    assert CreateModels(*args, **kwargs).operations == MADE.operations
    assert MADE.references_model("Master", "sample")
    assert not MADE.references_model("Judge", "elsewhere")
