"""Which announcements a letter brings: those that its reader has had no letter about."""

from typing import Any

from django.db.models import Min

from registrations.models import Announcement, OutgoingMail


def unheard_since(letters: Any, told: int) -> int:
    """The revision up to which everything has been said: `told`, or older where a letter has not left yet.

    A letter that waits is dropped for the newer one; what it would have brought goes with that.
    """
    waiting = letters.filter(state__in=OutgoingMail.UNDER_WAY).aggregate(since=Min("news_since"))["since"]
    return told if waiting is None else min(told, waiting)


def of(mail: OutgoingMail) -> list[Announcement]:
    """The announcements of a letter, oldest first; none for letters of other kinds."""
    if mail.news_of_id is None:
        return []
    rows = Announcement.objects.filter(session=mail.news_of_id, sequence__gt=mail.news_since or 0)
    return list(rows)
