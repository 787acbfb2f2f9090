import django.db.models.deletion
import django.utils.timezone
import events.tokens
import uuid
import venues.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_initial'),
        ('venues', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', venues.fields.NameField()),
                ('aliases', venues.fields.CleanCharField(blank=True, max_length=300)),
                ('kind', models.CharField(choices=[('municipality', 'municipality'), ('county', 'county or region'), ('state', 'state'), ('ngo', 'non-governmental organisation'), ('parish', 'parish'), ('school', 'school or university'), ('company', 'company'), ('media', 'media'), ('youth', 'youth council'), ('other', 'other')], default='other', max_length=12)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('search_text', models.TextField(default='', editable=False)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='venues.municipality')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='registrations.organisation')),
            ],
            options={
                'ordering': ['search_text'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', venues.fields.CleanCharField(max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254, null=True)),
                ('language', models.CharField(blank=True, choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], help_text='Empty: unknown.', max_length=10)),
                ('source', venues.fields.CleanCharField(blank=True, max_length=100)),
                ('feed_version', models.PositiveIntegerField(default=1)),
                ('feed_digest', events.tokens.TokenDigestField(max_length=16, purpose='feed', unique=True)),
                ('bounced_at', models.DateTimeField(blank=True, null=True)),
                ('do_not_write_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('search_text', models.TextField(default='', editable=False)),
                ('sort_key', models.CharField(default='', editable=False, max_length=500)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='events.organiser')),
            ],
            options={
                'indexes': [models.Index(fields=['email'], name='registratio_email_dada5c_idx'), models.Index(fields=['organiser', 'sort_key'], name='registratio_organis_43c70d_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email__isnull', False)), fields=('organiser', 'email'), name='one_person_per_organiser_and_email'), models.CheckConstraint(condition=models.Q(('email', None), models.Q(('email', ''), _negated=True), _connector='OR'), name='email_is_there_or_null')],
            },
        ),
        migrations.CreateModel(
            name='DeviceClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', venues.fields.CleanCharField(max_length=60)),
                ('claim_version', models.PositiveIntegerField(default=1)),
                ('claim_digest', events.tokens.TokenDigestField(max_length=16, purpose='claim', unique=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='events.event')),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', venues.fields.CleanCharField(max_length=60)),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], default='fi', max_length=10)),
                ('device_version', models.PositiveIntegerField(default=1)),
                ('device_digest', events.tokens.TokenDigestField(max_length=16, purpose='device', unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='events.event')),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='device', to='registrations.deviceclaim')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('job_title', venues.fields.CleanCharField(blank=True, max_length=150)),
                ('organisation_text', venues.fields.CleanCharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('failed', 'Delivery failed'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('substituted', 'Substitute named'), ('expired', 'Expired')], default='draft', max_length=11)),
                ('answered_by', models.CharField(blank=True, choices=[('invitee', 'the invited person'), ('proxy', 'somebody who answers for them'), ('substitute', 'somebody who comes instead'), ('organiser', 'the organiser')], max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('invitation_version', models.PositiveIntegerField(default=1)),
                ('invitation_digest', events.tokens.TokenDigestField(max_length=16, purpose='invitation', unique=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='events.event')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='registrations.invitation')),
                ('substitute_for', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='substitute', to='registrations.invitation')),
                ('letters_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='registrations.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['expired', 'substituted']), _negated=True), fields=('person', 'event'), name='one_invitation_per_person_and_event')],
            },
        ),
        migrations.CreateModel(
            name='InvitedSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_sequence', models.PositiveIntegerField(default=0)),
                ('told_digest', models.CharField(blank=True, max_length=32)),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opens', to='registrations.invitation')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invited', to='events.session')),
            ],
            options={
                'indexes': [models.Index(fields=['session', 'told_sequence'], name='registratio_session_9620ae_idx')],
                'constraints': [models.UniqueConstraint(fields=('invitation', 'session'), name='invited_to_a_session_once')],
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='sessions',
            field=models.ManyToManyField(related_name='invitations', through='registrations.InvitedSession', to='events.session'),
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('organisation_text', venues.fields.CleanCharField(blank=True, max_length=200)),
                ('is_private_person', models.BooleanField(default=False)),
                ('job_title', venues.fields.CleanCharField(blank=True, max_length=150)),
                ('municipality_text', venues.fields.CleanCharField(blank=True, max_length=100)),
                ('language', models.CharField(blank=True, choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], max_length=10)),
                ('role', models.CharField(choices=[('participant', 'participant'), ('speaker', 'speaker'), ('youth', 'youth representative'), ('press', 'press'), ('staff', 'staff')], default='participant', max_length=11)),
                ('notice_version', models.PositiveIntegerField(default=1)),
                ('manage_version', models.PositiveIntegerField(default=1)),
                ('manage_digest', events.tokens.TokenDigestField(max_length=16, purpose='manage', unique=True)),
                ('ticket_version', models.PositiveIntegerField(default=1)),
                ('ticket_digest', events.tokens.TokenDigestField(max_length=16, purpose='ticket', unique=True)),
                ('door_code', models.CharField(editable=False, max_length=8)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('sort_key', models.CharField(default='', editable=False, max_length=500)),
                ('organisation_key', models.CharField(default='', editable=False, max_length=500)),
                ('search_text', models.TextField(default='', editable=False)),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.event')),
                ('invitation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registration', to='registrations.invitation')),
                ('letters_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.person')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='registrations', to='registrations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='registrations.person')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='venues.region')),
            ],
            options={
                'indexes': [models.Index(fields=['event', 'cancelled_at', 'created_at'], name='who_registered_when'), models.Index(fields=['event', 'id'], name='participants_by_time'), models.Index(fields=['event', 'sort_key'], name='participants_by_name'), models.Index(fields=['event', 'organisation_key', 'sort_key'], name='participants_by_organisation')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('person', 'event'), name='one_live_registration_per_person_and_event'), models.UniqueConstraint(fields=('event', 'door_code'), name='door_code_once_per_event')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mode', models.CharField(choices=[('in_person', 'in person'), ('online', 'online')], max_length=9)),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('attending', 'Attending'), ('waiting', 'Waiting'), ('declined', 'Declined'), ('cancelled', 'Cancelled')], max_length=9)),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('told_sequence', models.PositiveIntegerField(default=0)),
                ('told_digest', models.CharField(blank=True, max_length=32)),
                ('ical_sequence', models.IntegerField(default=-1, help_text='The last SEQUENCE in a letter; −1 before the first.')),
                ('attended_at', models.DateTimeField(blank=True, null=True)),
                ('attended_by', models.CharField(blank=True, choices=[('scan', 'scan'), ('door', 'door'), ('paper', 'paper'), ('webcast', 'webcast'), ('import', 'import')], max_length=7)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='events.session')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='registrations.registration')),
            ],
            options={
                'ordering': ['session__starts_at', 'pk'],
                'indexes': [models.Index(fields=['session', 'told_sequence'], name='registratio_session_29d71b_idx'), models.Index(fields=['session', 'status', 'mode', 'waiting_since'], name='registratio_session_8171eb_idx'), models.Index(condition=models.Q(('attended_at__isnull', False)), fields=['session', 'attended_by', 'attended_at'], name='who_came_where_and_when')],
                'constraints': [models.UniqueConstraint(fields=('registration', 'session'), name='one_participation_per_registration_and_session'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'waiting'), _negated=True), ('waiting_since__isnull', False), _connector='OR'), name='who_waits_has_a_place_in_line'), models.CheckConstraint(condition=models.Q(('waiting_since', None), ('status', 'waiting'), models.Q(('mode', 'online'), ('status', 'attending')), _connector='OR'), name='only_the_waiting_and_web_viewers_are_in_line')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('confirmed', 'Confirmed'), ('waiting', 'Waiting'), ('promoted', 'Promoted'), ('changed', 'Changed'), ('cancelled', 'Cancelled'), ('called_off', 'Called Off'), ('already', 'Already'), ('invited', 'Invited'), ('inv_changed', 'Invitation Changed'), ('declined', 'Declined'), ('substituted', 'Substituted'), ('links', 'Links')], max_length=11)),
                ('revision', models.BigIntegerField(default=0)),
                ('language', models.CharField(blank=True, choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English')], max_length=10)),
                ('ical_sequence', models.PositiveIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('claimed', 'Claimed'), ('sent', 'Sent'), ('failed', 'Failed'), ('dead', 'Dead'), ('overtaken', 'Overtaken')], default='queued', max_length=9)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text="When it may next be claimed: back-off, or a lease's end.")),
                ('error', models.CharField(blank=True, max_length=200)),
                ('sent_digest', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('invitation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='registrations.invitation')),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='registrations.participation')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='registrations.person')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='letters_to_send')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('participation__isnull', False)), fields=('participation', 'kind', 'revision'), name='letter_once_per_participation'), models.UniqueConstraint(condition=models.Q(('invitation__isnull', False)), fields=('invitation', 'kind', 'revision'), name='letter_once_per_invitation'), models.UniqueConstraint(condition=models.Q(('invitation', None), ('participation', None)), fields=('recipient', 'kind', 'revision'), name='letter_once_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('list', 'My name and organisation may stand in the list that the other participants get.'), ('news', 'The organiser may write to me about the next stages of this work.')], max_length=10)),
                ('text_version', models.PositiveIntegerField(default=1)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='registrations.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'purpose'], name='registratio_person__e6ef2e_idx')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scan_id', models.UUIDField(default=uuid.uuid4)),
                ('kind', models.CharField(choices=[('in', 'in'), ('seen', 'seen'), ('undo', 'undone')], default='in', max_length=4)),
                ('verdict', models.CharField(max_length=20)),
                ('rehearsal', models.BooleanField(default=False)),
                ('device_time', models.DateTimeField(blank=True, null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='registrations.device')),
                ('invitation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='registrations.invitation')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='registrations.registration')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='events.session')),
            ],
            options={
                'indexes': [models.Index(fields=['registration', 'session', 'rehearsal', '-id'], name='registratio_registr_7b621e_idx'), models.Index(fields=['session', 'rehearsal'], name='registratio_session_1a26bd_idx')],
                'constraints': [models.UniqueConstraint(fields=('device', 'scan_id'), name='scan_uploaded_once')],
            },
        ),
        migrations.CreateModel(
            name='SensitiveAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('assistant', 'a personal assistant comes along')], max_length=10)),
                ('text', venues.fields.CleanCharField(blank=True, max_length=300)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sensitive_answers', to='registrations.registration')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('registration', 'kind'), name='sensitive_answer_once')],
            },
        ),
    ]
