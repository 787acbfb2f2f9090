"""What an organiser writes of somebody to be invited, and where a letter is to go instead."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from registrations.actions.amend import Invitee
from registrations.models import Invitation
from venues.fields import in_language
from venues.text import clean_line

UNKNOWN = ""


class PersonForm(forms.Form):
    """Somebody who is invited, and who reads their letters."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    job_title = forms.CharField(
        label=_("Job title"), required=False, max_length=150, help_text=_("It stands in the letter.")
    )
    organisation_text = forms.CharField(label=_("Organisation"), required=False, max_length=200)
    language = forms.ChoiceField(
        label=_("Language of the letters"),
        required=False,
        help_text=_("Where it is not known, the letter is in Finnish and in Swedish."),
    )
    reader_email = forms.EmailField(
        label=_("Letters go to another address"),
        required=False,
        max_length=254,
        help_text=_("For example a secretary or a registry, who then answers for the person."),
    )
    reader_name = forms.CharField(label=_("Who reads them there"), required=False, max_length=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("language", [(UNKNOWN, gettext("Not known")), *settings.LANGUAGES])

    def _choose(self, field: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # a choice field, as said above

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write the name."))
        return name

    def clean(self) -> None:
        if "email" in self.errors or "reader_email" in self.errors:
            return
        if not self.cleaned_data.get("email") and not self.cleaned_data.get("reader_email"):
            self.add_error(
                "email", _("Write an address: the person's own, or another that the letters go to.")
            )


class InviteeForm(PersonForm):
    """One person to invite. `sessions` is asked only where there is more than one that needs an invitation."""

    sessions = forms.MultipleChoiceField(
        label=_("Invited to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, event: Event, invitation: Invitation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_invitation = by_invitation(event)
        names = [(value, name_of(session)) for value, session in self.by_invitation.items()]
        self._choose("sessions", names)
        self.initial = _as_it_is(invitation) if invitation else {"sessions": list(self.by_invitation)}
        if len(names) == 1:
            del self.fields["sessions"]

    def invitee(self) -> Invitee:
        """What was written, clean."""
        given = dict(self.cleaned_data)
        chosen = given.pop("sessions", list(self.by_invitation))
        words = {name: clean_line(value) for name, value in given.items()}
        return Invitee(sessions=tuple(self.by_invitation[value] for value in chosen), **words)


class AddressForm(forms.Form):
    """Where the next letter goes, and which one it is: 0 for the first."""

    email = forms.EmailField(label=_("The letter goes to"), max_length=254)
    letter = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)


def by_invitation(event: Event) -> dict[str, Session]:
    """The sessions of the event that people can be invited to."""
    return {
        str(session.uuid): session
        for session in event.sessions.all()
        if session.admission == Session.Admission.INVITATION and not session.is_cancelled
    }


def name_of(session: Session) -> str:
    return in_language(session.short_title, "")[0]


def _as_it_is(invitation: Invitation) -> dict[str, Any]:
    reader = invitation.letters_to
    return {
        "name": invitation.person.name,
        "email": invitation.person.email or "",
        "job_title": invitation.job_title,
        "organisation_text": invitation.organisation_text,
        "language": invitation.person.language,
        "reader_email": reader.email if reader else "",
        "reader_name": reader.name if reader else "",
        "sessions": [str(opened.session.uuid) for opened in invitation.opens.select_related("session")],
    }
