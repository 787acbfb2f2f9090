"""What runs by the clock: dotted path of a function without arguments → minutes between two runs."""

DAY = 24 * 60

SCHEDULES = {
    "events.jobs.tick": 1,
    "events.work.resume": 1,
    "events.actions.scheduled.sweep": 1,
    "registrations.outbox.sending.sweep": 1,
    "registrations.told.sweep": 1,
    "registrations.reminders.sweep": 1,
    "registrations.organisations.matching.sweep": 5,
    "registrations.retention.sweep": DAY,
    "events.limits.sweep": DAY,
    "events.accounts.sweep": DAY,
    "events.actions.colleagues.sweep": DAY,
    "webcast.presence.sweep": DAY,
    "webcast.questions.sweep": DAY,
    "events.api.idempotency.sweep": 60,
    "events.jobs.sweep": DAY,
    "events.work.sweep": DAY,
}
