"""The tables of four parts of the room stand side by side from here on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("innovation", "0003_benefits_agreement"),
        ("innovation", "0002_projects"),
        ("innovation", "0003_proposals_by_day"),
        ("innovation", "0003_studios_spread"),
    ]

    operations: list[migrations.operations.base.Operation] = []
