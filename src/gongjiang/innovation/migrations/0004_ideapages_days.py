"""Proposals are counted by the month in which something happened to them."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("innovation", "0003_proposals_by_day"), ("innovation", "0003_similar")]

    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                name="proposal_by_decided_on",
                fields=["decided_on", "enterprise"],
                condition=models.Q(decided_on__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                name="proposal_by_implemented_on",
                fields=["implemented_on", "enterprise"],
                condition=models.Q(implemented_on__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                name="proposal_by_rewarded_on",
                fields=["rewarded_on", "enterprise"],
                condition=models.Q(rewarded_on__isnull=False),
            ),
        ),
    ]
