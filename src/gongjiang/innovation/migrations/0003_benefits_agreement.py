from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("innovation", "0002_benefits")]

    operations = [
        migrations.AddField(
            model_name="scheme",
            name="agreement",
            field=models.CharField(blank=True, db_default="", max_length=120),
        ),
    ]
