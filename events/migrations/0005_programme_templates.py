import django.core.validators
import django.db.models.deletion
import uuid
import venues.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0004_teams'),
    ]

    operations = [
        migrations.AddField(
            model_name='tour',
            name='publication_refused_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name='ProgrammeTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tour', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='programme', to='events.tour')),
            ],
        ),
        migrations.CreateModel(
            name='SessionTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', venues.fields.NameField()),
                ('short_title', venues.fields.NameField()),
                ('description', venues.fields.ProseField(blank=True)),
                ('audience', venues.fields.ProseField(blank=True)),
                ('starts', models.TimeField(blank=True, null=True)),
                ('ends', models.TimeField(blank=True, null=True)),
                ('doors', models.TimeField(blank=True, null=True)),
                ('admission', models.CharField(choices=[('open', 'Open'), ('invitation', 'By invitation')], default='open', max_length=10)),
                ('listing', models.CharField(choices=[('outline', 'Shown in outline'), ('hidden', 'Hidden')], default='outline', max_length=7)),
                ('attendance', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('mixed', 'In person and online')], default='in_person', max_length=9)),
                ('in_person_capacity', models.PositiveIntegerField(blank=True, null=True)),
                ('online_capacity', models.PositiveIntegerField(blank=True, null=True)),
                ('walk_ins_welcome', models.BooleanField(default=True)),
                ('opens_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(400)])),
                ('opens_working', models.BooleanField(default=False)),
                ('opens_clock', models.TimeField(blank=True, null=True)),
                ('closes_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(400)])),
                ('closes_working', models.BooleanField(default=False)),
                ('closes_clock', models.TimeField(blank=True, null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='events.programmetemplate')),
            ],
            options={
                'ordering': ['starts', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='template_row',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='events.sessiontemplate'),
        ),
        migrations.AddConstraint(
            model_name='sessiontemplate',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts')), ('ends', None), _connector='OR'), name='row_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='sessiontemplate',
            constraint=models.CheckConstraint(condition=models.Q(('ends', None), ('starts__isnull', False), _connector='OR'), name='row_end_has_start'),
        ),
        migrations.AddConstraint(
            model_name='sessiontemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opens_clock', None), ('opens_days', None)), models.Q(('opens_clock__isnull', False), ('opens_days__isnull', False)), _connector='OR'), name='row_opens_on_a_day_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='sessiontemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes_clock', None), ('closes_days', None)), models.Q(('closes_clock__isnull', False), ('closes_days__isnull', False)), _connector='OR'), name='row_closes_on_a_day_at_a_time'),
        ),
    ]
