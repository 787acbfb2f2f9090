import uuid

import django.db.models.deletion
from django.db import migrations, models

import venues.fields


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_token_of_one_tour'),
        ('registrations', '0007_asked_again'),
        ('webcast', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='webcast',
            name='takes_questions',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='webcast',
            name='questions_moved_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name='AudienceQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('submission', models.UUIDField(editable=False, unique=True)),
                ('text', venues.fields.CleanTextField(blank=True, max_length=500)),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('new', 'Not taken up'), ('taken_up', 'Taken up'), ('answered', 'Answered'), ('left_out', 'Left out')], default='new', max_length=10)),
                ('moved_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('rehearsal', models.BooleanField(default=False, editable=False)),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='registrations.participation')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audience_questions', to='events.session')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['session', 'rehearsal', 'state'], name='webcast_aud_session_b4fcc7_idx')],
            },
        ),
    ]
