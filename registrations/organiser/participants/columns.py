"""The columns of the table, the same on the page and in a file."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.models import Session
from events.models.session import Mode
from registrations.models import Answer, Participation, Question, Registration
from registrations.questions.asking import said
from venues.fields import in_language
from venues.models import Region

Status = Participation.Status
AttendedBy = Participation.AttendedBy

WANTED = {
    "name": "registration__person__name",
    "email": "registration__person__email",
    "reader": "registration__letters_to__email",
    "organisation": "registration__organisation_text",
    "alone": "registration__is_private_person",
    "job_title": "registration__job_title",
    "municipality": "registration__municipality_text",
    "region": "registration__region_id",
    "role": "registration__role",
    "language": "registration__language",
    "registered_at": "registration__created_at",
}
OWN = ("registration_id", "session_id", "mode", "status", "waiting_since", "attended_at", "attended_by")
ALIASES = {f"of_{name}": F(path) for name, path in WANTED.items()}
FIELDS = (*OWN, *ALIASES)
"""What a row of a file is made of; the page wants ids besides."""


class Names:
    """What rows name by number or code, in the language that is active: made once for all rows."""

    def __init__(self, sessions: list[Session], language: str) -> None:
        self.zone = sessions[0].zone if sessions else ZoneInfo(settings.TIME_ZONE)
        self.sessions = {each.pk: in_language(each.short_title, language)[0] for each in sessions}
        self.regions = {
            pk: in_language(name, language)[0] for pk, name in Region.objects.values_list("pk", "name")
        }
        self.modes = {mode.value: str(mode.label) for mode in Mode}
        self.states = {state.value: str(state.label) for state in Status}
        self.roles = {role.value: str(role.label) for role in Registration.Role}
        self.marks = {mark.value: str(mark.label) for mark in AttendedBy}
        self.languages = {code: _(str(name)) for code, name in settings.LANGUAGES}
        self.alone = _("private person")
        self.in_line = _("Attending online, waiting for a place in the room")
        self.language = language
        self.replies: dict[tuple[int, int], list[Answer]] = {}

    def hear(self, rows: Iterable[Any], columns: Iterable["Column"]) -> None:
        """Read what these rows' people say to the questions among the columns: one statement, or none."""
        asked = [column.question.pk for column in columns if column.question]
        found: dict[tuple[int, int], list[Answer]] = defaultdict(list)
        people = {row.registration_id for row in rows} if asked else set()
        for answer in Answer.objects.filter(registration__in=people, question__in=asked) if asked else ():
            found[answer.registration_id, answer.question_id].append(answer)
        self.replies = found

    def state(self, row: Any) -> str:
        in_line = row.status == Status.ATTENDING and row.waiting_since
        return self.in_line if in_line else self.states[row.status]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands under it: a text or a moment. `question`: whose answers those are."""

    label: str | Promise
    cell: Callable[[Any, Names], str | datetime.datetime | None]
    question: Question | None = None

    @property
    def heading(self) -> str:
        """The label, in a file the whole question."""
        return str(self.question.text) if self.question else str(self.label)


COLUMNS: dict[str, Column] = {
    "organisation": Column(
        gettext_lazy("Organisation"),
        lambda row, names: row.of_organisation or (names.alone if row.of_alone else ""),
    ),
    "job_title": Column(gettext_lazy("Job title or task"), lambda row, names: row.of_job_title),
    "municipality": Column(gettext_lazy("Municipality"), lambda row, names: row.of_municipality),
    "region": Column(gettext_lazy("Region"), lambda row, names: names.regions.get(row.of_region, "")),
    "role": Column(gettext_lazy("Role"), lambda row, names: names.roles[row.of_role]),
    "email": Column(gettext_lazy("E-mail"), lambda row, names: row.of_email or row.of_reader or ""),
    "language": Column(gettext_lazy("Language"), lambda row, names: names.languages.get(row.of_language, "")),
    "session": Column(gettext_lazy("Session"), lambda row, names: names.sessions[row.session_id]),
    "mode": Column(gettext_lazy("Takes part"), lambda row, names: names.modes[row.mode]),
    "state": Column(pgettext_lazy("of a participation", "State"), lambda row, names: names.state(row)),
    "arrived": Column(gettext_lazy("Arrived"), lambda row, names: row.attended_at),
    "marked": Column(gettext_lazy("Recorded by"), lambda row, names: names.marks.get(row.attended_by, "")),
    "registered": Column(gettext_lazy("Registered"), lambda row, names: row.of_registered_at),
}
SHORT = 40
"""Letters of a question above its column on the page."""


def with_questions(questions: Iterable[Question], language: str) -> Mapping[str, Column]:
    """All the columns, and one for each of these questions."""
    return COLUMNS | {
        f"question-{each.uuid}": Column(
            Truncator(in_language(each.text, language)[0]).chars(SHORT), _answer_to(each), each
        )
        for each in questions
    }


def _answer_to(question: Question) -> Callable[[Any, Names], str]:
    def cell(row: Any, names: Names) -> str:
        return said(question, names.replies.get((row.registration_id, question.pk), ()), names.language)

    return cell


USUAL = ("organisation", "session", "mode", "state", "arrived")
