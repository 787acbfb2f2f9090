import django.db.models.deletion
import uuid
import venues.fields
import venues.models.venue
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8)),
                ('iso_code', models.CharField(blank=True, max_length=8)),
                ('slug', models.SlugField(unique=True)),
                ('name', venues.fields.NameField()),
                ('kind', models.CharField(choices=[('region', 'region'), ('county', 'wellbeing services county'), ('area', 'collaborative area')], default='region', max_length=8)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('sort_key', models.CharField(editable=False, max_length=300)),
            ],
            options={
                'ordering': ['sort_key'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='region_code_once_per_kind')],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=3, unique=True)),
                ('name', venues.fields.NameField()),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='venues.region')),
                ('languages', models.JSONField(default=list)),
                ('search_text', models.TextField(default='', editable=False)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', venues.fields.NameField()),
                ('aliases', venues.fields.CleanCharField(blank=True, max_length=300)),
                ('address', venues.fields.CleanCharField(blank=True, max_length=200)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='venues.municipality')),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('timezone', models.CharField(default='Europe/Helsinki', max_length=50, validators=[venues.models.venue.validate_timezone])),
                ('accessibility', venues.fields.ProseField(blank=True)),
                ('directions', venues.fields.ProseField(blank=True)),
                ('search_text', models.TextField(default='', editable=False)),
            ],
            options={
                'ordering': ['search_text'],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='venues.venue')),
                ('name', venues.fields.NameField()),
                ('capacity', models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
