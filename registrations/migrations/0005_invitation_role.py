from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registrations', '0004_announcements'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='role',
            field=models.CharField(blank=True, help_text='A Registration.Role that whoever accepts gets; empty is the usual one.', max_length=11),
        ),
    ]
