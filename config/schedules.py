"""What runs by the clock: dotted path of a function without arguments → minutes between two runs."""

DAY = 24 * 60

SCHEDULES = {
    "events.jobs.tick": 1,
}
