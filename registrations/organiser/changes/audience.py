"""Who is told of a change: how many, in which language, and whom no letter reaches. Nobody is named here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.utils.translation import gettext as _

from events.models import Session
from registrations.models import InvitedSession, OutgoingMail, Participation
from registrations.organiser.letters.delivery import LETTERS
from registrations.organiser.progress import OF_INVITED, OF_PART, SILENT, Reader

Kind = OutgoingMail.Kind


@dataclass(slots=True)
class Readers:
    """Of one letter: how many get it, by language ('' is both); `lost`: those whom it does not reach.

    `sample`: of each language the key of a row that can be reached, rather one whose person reads for themselves.
    """

    kind: str
    by_language: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    sample: dict[str, tuple[bool, int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(LETTERS[self.kind])

    @property
    def number(self) -> int:
        return self.by_language.total()

    @property
    def words(self) -> str:
        """'31 in Finnish, 9 in Swedish, 3 in both'."""
        return ", ".join(_said(code, self.by_language[code]) for code in self.languages)

    @property
    def languages(self) -> list[str]:
        """Those that there are, as the settings order them; both at once last."""
        return [code for code in (*dict(settings.LANGUAGES), "") if self.by_language[code]]


def of(sessions: Sequence[Session]) -> list[Readers]:
    """The letters that a change of these sessions means, each with its readers; two statements."""
    news = {row.pk: row for row in sessions}
    parts = Participation.objects.live().filter(session__in=news)
    invited = InvitedSession.objects.filter(SILENT, session__in=news)
    off = bool(sessions) and all(row.is_cancelled for row in sessions)
    found = [
        _readers(Kind.CALLED_OFF if off else Kind.CHANGED, _grouped(parts, OF_PART), news),
        _readers(Kind.INVITATION_CHANGED, _grouped(invited, OF_INVITED), news),
    ]
    return [each for each in found if each.number or each.lost]


def _grouped(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    lost = Case(When(reader.lost, then=1), default=0)
    language = Case(
        *(When(~Q(**{path: ""}), then=F(path)) for path in reader.own_language),
        *(When(condition, then=F(path)) for condition, path in reader.languages),
        default=F(reader.otherwise),
    )
    named = rows.order_by().annotate(reader_language=language, is_lost=lost)
    return named.values("session", "told_digest", "reader_language", "is_lost").annotate(
        number=Count("pk"), own=Min("pk", filter=Q(**{reader.somebody: None})), first=Min("pk")
    )


def _readers(kind: str, rows: QuerySet[Any], news: dict[int, Session]) -> Readers:
    """Whoever was told of just this state hears nothing: it is as it was."""
    readers = Readers(kind)
    for row in rows:
        if row["told_digest"] == news[row["session"]].notice_digest():
            continue
        if row["is_lost"]:
            readers.lost += row["number"]
            continue
        code = row["reader_language"]
        readers.by_language[code] += row["number"]
        known = readers.sample.get(code)
        if known is None or (row["own"] and not known[0]):
            readers.sample[code] = (bool(row["own"]), row["own"] or row["first"])
    return readers


def _said(code: str, number: int) -> str:
    known = {
        "": _("%(number)d in both Finnish and Swedish"),
        "fi": _("%(number)d in Finnish"),
        "sv": _("%(number)d in Swedish"),
        "en": _("%(number)d in English"),
    }
    other = f"%(number)d: {dict(settings.LANGUAGES).get(code, code)}"
    return known.get(code, other) % {"number": number}
