"""What the database itself refuses and does, whoever asks."""

from __future__ import annotations

from django.db import migrations

from gongjiang.innovation.guards import (
    NO_TEXT_CHANGES,
    NO_TRIGGERS,
    SLOTS_AS_THEY_ARE,
    SLOTS_AS_USUAL,
    TEXT_CHANGES,
    TRIGGERS,
)


class Migration(migrations.Migration):
    dependencies = [("innovation", "0003_studios")]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(TEXT_CHANGES, NO_TEXT_CHANGES),
        migrations.RunSQL(SLOTS_AS_THEY_ARE, SLOTS_AS_USUAL),
    ]
