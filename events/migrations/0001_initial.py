import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import events.tokens
import uuid
import venues.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('venues', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasureLedger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_uuid', models.UUIDField(unique=True)),
                ('erased_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('beat_at', models.DateTimeField()),
                ('restarts', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Organiser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', venues.fields.NameField()),
                ('slug', models.SlugField(unique=True)),
                ('mailbox', models.EmailField(help_text='A functional mailbox that somebody reads.', max_length=254)),
                ('phone', venues.fields.CleanCharField(blank=True, max_length=40)),
                ('required_languages', models.JSONField(default=list)),
                ('privacy_notice', venues.fields.ProseField(blank=True)),
                ('notice_version', models.PositiveIntegerField(default=1)),
                ('accessibility_contact', venues.fields.CleanCharField(blank=True, max_length=200)),
                ('names_kept_months', models.PositiveSmallIntegerField(default=12)),
                ('sensitive_kept_days', models.PositiveSmallIntegerField(default=14)),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='RateBucket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('tokens', models.FloatField()),
                ('refilled_at', models.FloatField(help_text='Seconds since 1970.')),
                ('allowed', models.BooleanField(help_text='Whether the last attempt found a token.')),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', venues.fields.CleanCharField(max_length=150)),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], default='fi', max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', venues.fields.CleanCharField(max_length=100)),
                ('scopes', models.JSONField(default=list)),
                ('api_version', models.PositiveIntegerField(default=1)),
                ('api_digest', events.tokens.TokenDigestField(max_length=16, purpose='api', unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to='events.organiser')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Tour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', venues.fields.NameField()),
                ('short_title', venues.fields.NameField()),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('summary', venues.fields.ProseField(blank=True)),
                ('languages', models.JSONField(default=list)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('cancelled', 'Cancelled')], default='draft', max_length=9)),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('project', venues.fields.CleanCharField(blank=True, max_length=200)),
                ('case_number', venues.fields.CleanCharField(blank=True, max_length=60)),
                ('search_text', models.TextField(default='', editable=False)),
                ('co_organisers', models.ManyToManyField(blank=True, related_name='+', to='events.organiser')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tours', to='events.organiser')),
                ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='repeated_as', to='events.tour')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', venues.fields.NameField()),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('date', models.DateField()),
                ('languages', models.JSONField(default=list)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('cancelled', 'Cancelled')], default='draft', max_length=9)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('rehearsing_since', models.DateTimeField(blank=True, null=True)),
                ('case_number', venues.fields.CleanCharField(blank=True, max_length=60)),
                ('search_text', models.TextField(default='', editable=False)),
                ('preceded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='events.event')),
                ('regions', models.ManyToManyField(blank=True, related_name='events', to='venues.region')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='venues.venue')),
                ('co_organisers', models.ManyToManyField(blank=True, related_name='+', to='events.organiser')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.organiser')),
                ('tour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='events.tour')),
            ],
            options={
                'ordering': ['date', 'pk'],
                'indexes': [models.Index(fields=['date'], name='events_even_date_5e8e1c_idx')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', venues.fields.NameField()),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], default='fi', max_length=10)),
                ('url', models.URLField(blank=True)),
                ('audience', models.CharField(choices=[('public', 'everybody'), ('registered', 'the registered'), ('invited', 'the invited')], default='public', max_length=10)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='events.event')),
                ('tour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='events.tour')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('tour__isnull', False)), models.Q(('event__isnull', False), ('tour__isnull', True)), _connector='OR'), name='document_of_a_tour_or_an_event')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', venues.fields.CleanCharField(max_length=150)),
                ('role', venues.fields.NameField(blank=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', venues.fields.CleanCharField(blank=True, max_length=40)),
                ('press', models.BooleanField(default=False)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='events.event')),
                ('tour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='events.tour')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('tour__isnull', False)), models.Q(('event__isnull', False), ('tour__isnull', True)), _connector='OR'), name='contact_of_a_tour_or_an_event')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_digest', models.BinaryField(max_length=32)),
                ('request_digest', models.BinaryField(max_length=32)),
                ('answer', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.apitoken')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('token', 'key_digest'), name='one_request_per_idempotency_key')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor_kind', models.CharField(choices=[('user', 'User'), ('participant', 'Participant'), ('device', 'Device'), ('api', 'Api'), ('system', 'System')], max_length=11)),
                ('verb', models.CharField(max_length=40)),
                ('target', models.CharField(help_text="The model's name.", max_length=40)),
                ('target_uuid', models.UUIDField(default=uuid.uuid4)),
                ('details', models.JSONField(default=dict)),
                ('event', models.ForeignKey(db_index=False, help_text='Of the row changed.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='log', to='events.event')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='log', to='events.organiser')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['target_uuid'], name='events_loge_target__6d6035_idx'), models.Index(fields=['organiser', '-id'], name='events_loge_organis_9da9d7_idx'), models.Index(fields=['event', '-id'], name='events_loge_event_i_a6c525_idx')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', venues.fields.NameField()),
                ('short_title', venues.fields.NameField()),
                ('description', venues.fields.ProseField(blank=True)),
                ('audience', venues.fields.ProseField(blank=True, help_text='The groups it is for, one on a line.')),
                ('starts_at', models.DateTimeField(blank=True, null=True)),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('doors_open_at', models.DateTimeField(blank=True, null=True)),
                ('admission', models.CharField(choices=[('open', 'Open'), ('invitation', 'By invitation')], default='open', max_length=10)),
                ('listing', models.CharField(choices=[('outline', 'Shown in outline'), ('hidden', 'Hidden')], default='outline', max_length=7)),
                ('attendance', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('mixed', 'In person and online')], default='in_person', max_length=9)),
                ('status', models.CharField(choices=[('scheduled', 'Scheduled'), ('cancelled', 'Cancelled')], default='scheduled', max_length=9)),
                ('registration_opens', models.DateTimeField(blank=True, null=True)),
                ('registration_closes', models.DateTimeField(blank=True, null=True)),
                ('walk_ins_welcome', models.BooleanField(default=True)),
                ('spoken_languages', models.JSONField(default=list)),
                ('interpretation', venues.fields.ProseField(blank=True)),
                ('captions', venues.fields.ProseField(blank=True)),
                ('in_person_capacity', models.PositiveIntegerField(blank=True, null=True)),
                ('in_person_overflow', models.PositiveIntegerField(default=0, editable=False)),
                ('in_person_taken', models.PositiveIntegerField(default=0, editable=False)),
                ('in_person_waiting', models.PositiveIntegerField(default=0, editable=False)),
                ('online_capacity', models.PositiveIntegerField(blank=True, null=True)),
                ('online_overflow', models.PositiveIntegerField(default=0, editable=False)),
                ('online_taken', models.PositiveIntegerField(default=0, editable=False)),
                ('online_waiting', models.PositiveIntegerField(default=0, editable=False)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('digest', models.CharField(default='', editable=False, max_length=32)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='events.event')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='venues.room')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['changed_at'], name='events_sess_changed_a2333a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at')), ('ends_at', None), _connector='OR'), name='session_ends_after_start'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('starts_at__isnull', False), _connector='OR'), name='session_end_has_start'), models.CheckConstraint(condition=models.Q(('in_person_capacity', None), ('in_person_taken__lte', django.db.models.expressions.CombinedExpression(models.F('in_person_capacity'), '+', models.F('in_person_overflow'))), _connector='OR'), name='room_never_overbooked'), models.CheckConstraint(condition=models.Q(('online_capacity', None), ('online_taken__lte', django.db.models.expressions.CombinedExpression(models.F('online_capacity'), '+', models.F('online_overflow'))), _connector='OR'), name='web_never_overbooked')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('viewer', 'viewer'), ('door', 'door'), ('editor', 'editor'), ('admin', 'administrator')], max_length=6)),
                ('events', models.ManyToManyField(blank=True, related_name='+', to='events.event')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='events.organiser')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('tours', models.ManyToManyField(blank=True, related_name='+', to='events.tour')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'organiser'), name='one_role_per_user_and_organiser')],
            },
        ),
    ]
