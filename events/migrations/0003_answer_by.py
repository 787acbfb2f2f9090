from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_token_of_one_tour'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='answer_by',
            field=models.DateField(blank=True, help_text='The day by which the invited are asked to answer; later answers are taken too.', null=True),
        ),
    ]
