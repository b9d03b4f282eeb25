from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("innovation", "0004_ideapages_days"),
        ("innovation", "0005_side_by_side"),
    ]

    operations = []
