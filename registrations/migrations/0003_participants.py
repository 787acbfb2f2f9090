from django.db import migrations, models

from venues.text import fold, sort_key


def list_anew(apps, schema_editor):
    """Fill the columns as Registration.list_anew does."""
    rows = apps.get_model("registrations", "Registration").objects.select_related("person")
    for row in rows.iterator(2000):
        person = row.person
        row.sort_key = person.sort_key
        row.organisation_key = sort_key(row.organisation_text)[:500]
        row.search_text = f" {fold(f'{person.name} {row.organisation_text} {person.email or str()}')}"
        row.save(update_fields=["sort_key", "organisation_key", "search_text"])


class Migration(migrations.Migration):
    dependencies = [("registrations", "0002_figures")]

    operations = [
        migrations.AddField(
            "registration", "sort_key", models.CharField(default="", editable=False, max_length=500)
        ),
        migrations.AddField(
            "registration", "organisation_key", models.CharField(default="", editable=False, max_length=500)
        ),
        migrations.AddField("registration", "search_text", models.TextField(default="", editable=False)),
        migrations.RunPython(list_anew, migrations.RunPython.noop),
        migrations.AlterField(
            "registration",
            "event",
            models.ForeignKey("events.event", models.PROTECT, related_name="registrations", db_index=False),
        ),
        migrations.AddIndex(
            "registration", models.Index(fields=["event", "id"], name="participants_by_time")
        ),
        migrations.AddIndex(
            "registration", models.Index(fields=["event", "sort_key"], name="participants_by_name")
        ),
        migrations.AddIndex(
            "registration",
            models.Index(
                fields=["event", "organisation_key", "sort_key"], name="participants_by_organisation"
            ),
        ),
    ]
