"""What an organiser's table of lifetimes says in months, in days."""

from datetime import timedelta

DAYS_IN_A_MONTH = 30.5


def as_days(months: int) -> timedelta:
    return timedelta(days=round(months * DAYS_IN_A_MONTH))
