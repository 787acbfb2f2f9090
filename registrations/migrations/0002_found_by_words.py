from django.db import migrations

from registrations import words


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: words.keep(editor), lambda apps, editor: words.drop(editor), elidable=False
        )
    ]
