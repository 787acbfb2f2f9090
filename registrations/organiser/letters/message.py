"""Writing to those who take part: to whom, what, how it reads, and then it leaves."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Event
from events.organiser.fields import ProseField
from events.organiser.team import TeamRequest, editable_event, editors_only
from registrations.actions.message import reached, readers, write_to
from registrations.letters import Letter, letter_for
from registrations.models import Message, OutgoingMail, Participation
from registrations.models.announcement import LONGEST
from registrations.outbox.posting import written_about


class WriteForm(forms.Form):
    """A text in at least one language. `submission` tells one message from the next; a pressed button, not two."""

    audience = forms.ChoiceField(
        label=gettext_lazy("To whom?"), choices=Message.Audience, widget=forms.RadioSelect, initial="all"
    )
    text = ProseField(
        label=gettext_lazy("The message"),
        required=True,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "It stands in the letter as you write it. Who reads another language gets what there is."
        ),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


@editors_only()
def write(request: TeamRequest, slug: str) -> HttpResponse:
    """/organiser/events/<event>/letters/new/ — POST shows how it reads; with `send` it leaves, if it is as shown."""
    event = editable_event(request.actor, slug)
    form = WriteForm(request.POST if request.method == "POST" else None)
    page: dict[str, Any] = {"event": event, "form": form}
    if form.is_valid():
        seen = _stamp(form)
        if "send" in request.POST and request.POST.get("seen") == seen:
            return _send(request, event, form)
        page |= _preview(event, form) | {"seen": seen, "stale": "send" in request.POST}
    return render(request, "organiser/message.html", page, status=422 if form.errors else 200)


def _send(request: TeamRequest, event: Event, form: WriteForm) -> HttpResponse:
    number = write_to(request.actor, event, **form.cleaned_data)
    if number is not None:
        said = ngettext("%(number)d letter is on its way.", "%(number)d letters are on their way.", number)
        messages.success(request, said % {"number": number})
    else:
        messages.info(request, _("This letter had already been sent: nothing was sent now."))
    return redirect("desk_letters", slug=event.slug)


def _stamp(form: WriteForm) -> str:
    """Of what is written and to whom: only what has been shown leaves."""
    text = getattr(form.cleaned_data["text"], "data", form.cleaned_data["text"])
    shown = json.dumps([form.cleaned_data["audience"], text], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def _preview(event: Event, form: WriteForm) -> dict[str, Any]:
    """How many get it, whom it does not reach, and one letter of each language as an example."""
    audience = form.cleaned_data["audience"]
    parts = readers(event, audience)
    to_reach = reached(parts)
    return {
        "number": len(to_reach),
        "lost": [part.registration for part in parts if not part.registration.addressee.wants_letters],
        "samples": list(_samples(to_reach, form.cleaned_data["text"])),
        "preview": True,
    }


def _samples(parts: list[Participation], text: Any) -> list[tuple[str | Promise, Letter]]:
    """Of each language the first, rather one whose reader takes part themselves."""
    names = dict(settings.LANGUAGES)
    drafts: dict[str, OutgoingMail] = {}
    for part in sorted(parts, key=lambda part: part.registration.letters_to_id is not None):
        mail = written_about(part, Message(text=text))
        drafts.setdefault(mail.language, mail)
    return [
        (names.get(code) or _("Finnish and Swedish"), letter_for(mail, masked=True))
        for code, mail in sorted(drafts.items())
    ]
