from django.db import migrations, models

from venues.fields import all_languages
from venues.text import search_key


def fill(apps, editor):
    for row in apps.get_model("events", "Session").objects.only("title", "short_title").iterator():
        row.search_text = search_key(*all_languages(row.title), *all_languages(row.short_title))
        row.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.AddField("session", "search_text", models.TextField(default="", editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
