"""What a verb would mean: it is done for real, looked at, and taken back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.models import Session
from events.transactions import in_transaction
from registrations.letters import Letter, letter_for
from registrations.models import InvitedSession, OutgoingMail, Participation
from registrations.organiser.changes import audience, differences
from registrations.organiser.changes.audience import Readers
from registrations.organiser.changes.differences import Difference
from registrations.outbox.posting import about, about_invitation

Kind = OutgoingMail.Kind


@dataclass(frozen=True, slots=True)
class Sample:
    """A letter as it will read to somebody, in one language; every token and code is '…'."""

    language: str | Promise
    letter: Letter


@dataclass(frozen=True, slots=True)
class Preview:
    """Nothing of it is done yet."""

    differences: list[Difference]
    readers: list[Readers]
    samples: list[Sample]

    @property
    def lost(self) -> int:
        return sum(each.lost for each in self.readers)

    @property
    def letters(self) -> int:
        return sum(each.number for each in self.readers)


class _TakenBack(Exception):
    def __init__(self, preview: Preview) -> None:
        self.preview = preview


def preview(sessions: Iterable[int], act: Callable[[], object]) -> Preview:
    """What `act` changes of the sessions with these ids, and who is told. Raises what it raises."""
    try:
        _try(list(sessions), act)
    except _TakenBack as done:
        return done.preview
    raise AssertionError


@in_transaction
def _try(ids: list[int], act: Callable[[], object]) -> None:
    rows = Session.objects.whole().filter(pk__in=ids).order_by("event__date", "starts_at", "pk")
    before = {row.pk: row for row in rows.all()}
    act()
    after = list(rows.all())
    changed = [row for row in after if row.sequence > before[row.pk].sequence]
    readers = audience.of([row for row in changed if not row.has_begun])
    raise _TakenBack(Preview(differences.between(before, after), readers, list(_samples(readers))))


def _samples(readers: list[Readers]) -> Iterator[Sample]:
    """One of each language, of the registered; of the invited, where nobody is registered."""
    of_parts = next((each for each in readers if each.kind != Kind.INVITATION_CHANGED), None)
    for each in [of_parts] if of_parts else readers:
        for code in each.languages:
            mail = (
                _draft_to_invited(each.sample[code][1])
                if of_parts is None
                else _draft(each.kind, each.sample[code][1])
            )
            yield Sample(_name(code), letter_for(mail, masked=True))


def _draft(kind: str, pk: int) -> OutgoingMail:
    part = Participation.objects.whole().get(pk=pk)
    told = part.told_sequence
    mail = about(part, kind)
    mail.news_of, mail.news_since = part.session, told
    return mail


def _draft_to_invited(pk: int) -> OutgoingMail:
    opened = InvitedSession.objects.select_related(
        "session", "invitation__person", "invitation__letters_to"
    ).get(pk=pk)
    mail = about_invitation(opened.invitation, Kind.INVITATION_CHANGED, 0)
    mail.news_of, mail.news_since = opened.session, opened.told_sequence
    return mail


def _name(code: str) -> str | Promise:
    return dict(settings.LANGUAGES).get(code) or _("Finnish and Swedish")
