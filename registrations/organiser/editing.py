"""Edit a session: titles, places, texts, registration. Each save says what it means for people."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from events.organiser.editing import EditForm, answer, posted
from events.organiser.fields import LanguagesField, MomentField, ProseField, SpokenField
from events.organiser.forms import places, short_title
from events.organiser.inherited import mark
from events.organiser.team import TeamRequest, editable_session, editors_only
from events.readiness import required_languages
from registrations.actions.rearrange import Meant, rearrange
from registrations.organiser.progress import progress_of


class SessionForm(EditForm):
    """Everything about a session but its time, place and status, which have verbs of their own."""

    titles = ("title", "short_title")
    ways = ("attendance", "in_person_capacity", "online_capacity")
    texts = (
        *("audience", "description", "spoken_languages", "interpretation", "captions"),
        *("recorded", "filming_note"),
    )
    hours = ("registration_opens", "registration_closes", "reminder_at", "doors_open_at", "walk_ins_welcome")
    columns = (*titles, *ways, *texts, *hours)

    title = SpokenField(label=_("Title"))
    short_title = short_title()
    attendance = forms.ChoiceField(
        label=_("Way of taking part"), choices=Session.Attendance.choices, widget=forms.RadioSelect
    )
    in_person_capacity = places(_("Places in the room"))
    online_capacity = places(_("Places online"))
    audience = ProseField(label=_("Audience"), help_text=_("The groups it is for, one on a line."))
    description = ProseField(label=_("Description"))
    spoken_languages = LanguagesField(label=_("Spoken languages"), required=False)
    interpretation = ProseField(
        label=_("Interpretation"), help_text=_("For example: into Finnish Sign Language.")
    )
    captions = ProseField(label=_("Captions"))
    recorded = forms.BooleanField(
        label=_("It is recorded"),
        required=False,
        help_text=_(
            "Told with the streaming, before anybody registers or answers: on the page, on the form, in the "
            "invitation, in the letter and on the sign for the door. Whoever has registered or been invited before "
            "you say it here is not written to about it."
        ),
    )
    filming_note = ProseField(
        label=_("About streaming, recording and pictures"),
        max_length=300,
        help_text=_("For example: Seats on the left are out of the picture."),
    )
    registration_opens = MomentField(
        label=_("Registration opens"), required=False, help_text=_("Empty: with the publication.")
    )
    registration_closes = MomentField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when the session begins.")
    )
    reminder_at = MomentField(
        label=_("A reminder is sent"),
        required=False,
        help_text=_("To whoever takes part by then. Empty: never."),
    )
    doors_open_at = MomentField(label=_("Doors open"), required=False)
    walk_ins_welcome = forms.BooleanField(
        label=_("Welcome without registering"),
        required=False,
        help_text=_("Whoever comes to the door is let in while there is room."),
    )

    def __init__(self, data: QueryDict | None, *, row: Session, **required: Any) -> None:
        super().__init__(data, row=row, **required)
        self.session = row
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = row.zone
        self.times_are = mark(self, row)

    def tell_who_is_late(self, concerned: int) -> None:
        """Say beside *It is recorded*, while it is not ticked, how many have had a letter without it."""
        if concerned and not self.session.recorded:
            now = ngettext(
                "So far that is %(number)d person.", "So far that is %(number)d people.", concerned
            )
            field = self.fields["recorded"]
            field.help_text = f"{field.help_text} {now % {'number': concerned}}"

    def clean(self) -> None:
        opens, closes = (self.cleaned_data.get(f"registration_{each}") for each in ("opens", "closes"))
        if opens and closes and closes <= opens:
            self.add_error("registration_closes", gettext("Registration closes only after it has opened."))
        reminder, starts = self.cleaned_data.get("reminder_at"), self.session.starts_at
        if reminder and starts and reminder >= starts:
            self.add_error("reminder_at", gettext("A reminder is sent before it begins."))

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        headings = (_("Titles"), _("Taking part"), _("Texts"), _("Registration and doors"))
        named = zip(headings, (self.titles, self.ways, self.texts, self.hours), strict=True)
        return [(heading, [self[name] for name in names]) for heading, names in named]


@editors_only()
def desk_session_edit(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    event = session.event
    published = event.status != Event.Status.DRAFT
    form = SessionForm(posted(request), row=session, required=required_languages(event), now=published)
    concerned = progress_of([session])[session.pk].concerned if published else 0
    form.tell_who_is_late(concerned)

    def act() -> str:
        meant = rearrange(request.actor, session, seen=form.stamp, **form.facts)
        _say(request, meant, concerned)
        return reverse("desk_session_edit", args=[uuid])

    page = {
        "session": session,
        "event": event,
        "may_edit": True,
        "here": session.uuid,
        "concerned": concerned,
        "waiting": session.in_person_waiting + session.online_waiting,
        "taken": session.in_person_taken + session.online_taken,
    }
    return answer(request, "organiser/session_edit.html", form, act, _("It is saved."), **page)


def _say(request: TeamRequest, meant: Meant, concerned: int) -> None:
    """What it has meant, in numbers."""
    if meant.promoted:
        words = ngettext(
            "%(number)d person in line got a place and a letter about it.",
            "%(number)d people in line got a place and a letter about it.",
            meant.promoted,
        )
        messages.info(request, words % {"number": meant.promoted})
    if meant.news and concerned:
        words = ngettext(
            "%(number)d person is written to when nothing has changed for a few minutes.",
            "%(number)d people are written to when nothing has changed for a few minutes.",
            concerned,
        )
        messages.info(request, words % {"number": concerned})
