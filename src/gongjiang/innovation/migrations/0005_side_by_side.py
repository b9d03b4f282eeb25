"""The index of texts joins the tables of the other parts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("innovation", "0003_similar"),
        ("innovation", "0004_together"),
    ]

    operations: list[migrations.operations.base.Operation] = []
