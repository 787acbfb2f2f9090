import django.core.validators
import django.db.models.deletion
import uuid
import venues.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_initial'),
        ('registrations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='events.session')),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registrations.participation')),
                ('key', models.CharField(blank=True, max_length=32)),
                ('joined_at', models.DateTimeField()),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)])),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['session', 'last_seen_at'], name='webcast_pre_session_5f696b_idx')],
                'constraints': [models.UniqueConstraint(fields=('session', 'participation'), name='one_presence_per_participation'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('session', 'key'), name='one_presence_per_browser'), models.CheckConstraint(condition=models.Q(('seconds', 0), ('last_seen_at__gt', models.F('joined_at')), _connector='OR'), name='who_was_never_seen_has_no_seconds'), models.CheckConstraint(condition=models.Q(('key', ''), ('participation', None), _connector='OR'), name='a_key_is_nobodys_participation')],
            },
        ),
        migrations.CreateModel(
            name='Stream',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='streams', to='events.session')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], default='fi', max_length=10)),
                ('title', venues.fields.CleanCharField(blank=True, max_length=60)),
                ('url', models.URLField(max_length=1000)),
                ('replaced_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('tried_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('access', models.CharField(choices=[('public', 'everybody'), ('registered', 'the registered'), ('invited', 'the invited')], default='registered', max_length=10)),
                ('opens_minutes_before', models.PositiveSmallIntegerField(default=15)),
                ('recording_url', models.URLField(blank=True, max_length=1000)),
                ('captions_url', models.URLField(blank=True, max_length=1000)),
                ('captions_due', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Webcast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='webcast', to='events.session')),
                ('trouble', models.CharField(blank=True, choices=[('', 'Everything works'), ('delayed', 'The beginning is delayed'), ('technical', 'There is a technical problem')], default='', max_length=9)),
                ('trouble_text', venues.fields.ProseField(blank=True)),
                ('went_live_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('presence', models.CharField(choices=[('count', 'Count viewers, without names'), ('named', 'Note who followed')], default='count', max_length=5)),
                ('dial_in', venues.fields.CleanTextField(blank=True, max_length=500)),
                ('slides_url', models.URLField(blank=True, max_length=1000)),
                ('help_line', venues.fields.CleanCharField(blank=True, max_length=150)),
            ],
        ),
    ]
