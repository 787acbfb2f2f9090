"""How somebody asks on the watch page: the form, and how often."""

import secrets
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events import limits
from registrations.forms.traps import TrappedForm
from registrations.models import Participation
from venues.text import clean_text
from webcast import questions
from webcast.models.question import LONGEST
from webcast.visits import Visit

_SECRET = secrets.token_urlsafe(16)
"""Only in the memory of the process: with it goes the way from a bucket, whose clock is the question's, to anybody."""


class WordsField(forms.CharField):
    """Clean text of some lines, measured as it is kept."""

    def to_python(self, value: Any) -> str:
        return clean_text(str(super().to_python(value) or ""))


class QuestionForm(TrappedForm):
    """Whether the name may be said is asked only of somebody whose name is known here."""

    text = WordsField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write your question.")},
    )
    named = forms.BooleanField(
        label=gettext_lazy("My name may be said"),
        required=False,
        help_text=gettext_lazy(
            "Without this the question is kept without your name: nobody sees whose it is, the organiser neither."
        ),
    )

    def __init__(self, *args: Any, seat: Participation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        if seat is None:
            del self.fields["named"]

    @property
    def under_name(self) -> Participation | None:
        return self.seat if self.cleaned_data.get("named") else None


def send(request: HttpRequest, asked: Visit, form: QuestionForm) -> bool:
    """Whether the question was sent; else the form says why not, and keeps what was written."""
    if not form.is_valid():
        return False
    if not asked.may_ask:
        form.add_error(None, _("No questions are taken now. What you wrote is still here."))
        return False
    if not _within_limit(request, asked):
        form.add_error(
            None,
            _("Many questions have just come from here. Wait a minute, then press the button once more."),
        )
        return False
    questions.ask(
        asked.session,
        text=form.cleaned_data["text"],
        language=get_language() or "fi",
        submission=form.cleaned_data["submission"],
        now=asked.now,
        named=form.under_name,
    )
    return True


def _within_limit(request: HttpRequest, asked: Visit) -> bool:
    """A person by their link, others by address; each process counts for itself, by keys that nobody can make again."""
    if asked.registration:
        return limits.allow("ask", f"{_SECRET} {asked.registration.manage_token}")
    return limits.allow("ask_address", f"{_SECRET} {limits.address_of(request)}")
