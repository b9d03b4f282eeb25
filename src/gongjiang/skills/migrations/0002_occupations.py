"""Load the national classification of occupations."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from gongjiang.skills.reference import national_occupations


def load(apps: Any, schema_editor: Any) -> None:
    occupation = apps.get_model("skills", "Occupation")
    occupation.objects.using(schema_editor.connection.alias).bulk_create(
        occupation(**values) for values in national_occupations()
    )


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
