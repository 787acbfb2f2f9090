from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registrations", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                condition=models.Q(("attended_at__isnull", False)),
                fields=["session", "attended_by", "attended_at"],
                name="who_came_where_and_when",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["event", "cancelled_at", "created_at"],
                name="who_registered_when",
            ),
        ),
    ]
