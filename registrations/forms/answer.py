"""The answer to an invitation: one page for the whole day, in the third person, one button."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.actors import ANYONE
from events.models import Session
from registrations.actions.answer import Answer, Substitute, came_alone
from registrations.actions.details import Way
from registrations.actions.manage import way_of
from registrations.forms.choices import NOT, Label, WayField
from registrations.forms.registration import DietField, EmailField, LineField
from registrations.models import Invitation, Registration
from venues.fields import in_language

By = Invitation.AnsweredBy


class AnswerForm(forms.Form):
    """Who comes, who says so, and what about the rest of the day."""

    answer = forms.TypedChoiceField(
        coerce=Answer,
        choices=[(answer.value, answer.value) for answer in Answer],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )
    answered_by = forms.ChoiceField(
        label=gettext_lazy("Who answers?"),
        choices=[(by.value, by.label) for by in (By.INVITEE, By.PROXY, By.SUBSTITUTE)],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who answers.")},
    )
    substitute_name = LineField(
        label=gettext_lazy("Name of the one who comes instead"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write the name of the one who comes instead.")},
    )
    substitute_email = EmailField(label=gettext_lazy("E-mail of the one who comes instead"))
    substitute_title = LineField(label=gettext_lazy("Job title or task"), max_length=150, required=False)
    assistant = forms.BooleanField(label=gettext_lazy("A personal assistant comes along"), required=False)
    diet = DietField()

    def __init__(
        self,
        *args: Any,
        invitation: Invitation,
        open_sessions: Sequence[Session],
        by_organiser: bool = False,
        **kwargs: Any,
    ) -> None:
        """`by_organiser`: written down for whoever telephones, who may not know the substitute's address."""
        super().__init__(*args, **kwargs)
        name = {"name": invitation.person.name}
        self.fields["answer"].label = _("Does %(name)s come?") % name
        self.fields["answer"].widget.choices = [
            (Answer.ATTENDS.value, Label.of(_("%(name)s attends") % name)),
            (Answer.SUBSTITUTE.value, Label.of(_("%(name)s sends a substitute") % name)),
            (Answer.CANNOT.value, Label.of(_("%(name)s cannot attend") % name)),
        ]
        self.fields["answered_by"].widget.choices = [
            (By.INVITEE.value, Label.of(_("I am %(name)s") % name)),
            (By.PROXY.value, Label.of(_("I answer for %(name)s") % name)),
            (By.SUBSTITUTE.value, Label.of(_("I am someone else and come instead"))),
        ]
        self.fields["substitute_email"].error_messages["required"] = _(
            "Write the e-mail address of the one who comes instead."
        )
        if by_organiser:
            del self.fields["answered_by"]
            self.fields["substitute_email"].required = False
        if self.is_bound and not self._names_a_substitute():
            self.fields["substitute_name"].required = self.fields["substitute_email"].required = False
        self.sessions = {f"session-{session.uuid}": session for session in open_sessions}
        DietField.only_with_food(self, [invitation.event])
        for field, session in self.sessions.items():
            self.fields[field] = WayField(
                session, optional=True, label=in_language(session.short_title, get_language() or "fi")[0]
            )

    def ways(self) -> list[forms.BoundField]:
        return [self[name] for name in self.sessions]

    def _names_a_substitute(self) -> bool:
        return self.data.get("answered_by") == By.SUBSTITUTE or self.data.get("answer") == Answer.SUBSTITUTE

    def clean(self) -> dict[str, Any]:
        """Who comes instead is the substitute, whatever else was ticked."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answered_by") == By.SUBSTITUTE:
            cleaned["answer"] = Answer.SUBSTITUTE
            self.errors.pop("answer", None)
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        return {
            "answer": self.cleaned_data["answer"],
            "substitute": self.substitute(),
            "afternoon": self.afternoon(),
            "assistant": self.cleaned_data["assistant"],
            "diet": self.cleaned_data.get("diet", ""),
        }

    def substitute(self) -> Substitute | None:
        if self.cleaned_data["answer"] != Answer.SUBSTITUTE:
            return None
        cleaned = self.cleaned_data
        return Substitute(
            cleaned["substitute_name"], cleaned["substitute_email"], cleaned["substitute_title"]
        )

    def afternoon(self) -> dict[Session, Way | None]:
        return {session: self.cleaned_data[name] for name, session in self.sessions.items()}


def so_far(invitation: Invitation) -> tuple[list[Session], dict[str, Any]]:
    """The open sessions of the same day, and what has been answered: what the form shows at first."""
    sessions = list(
        Session.objects.open_to(ANYONE).open_for_registration().whole().filter(event=invitation.event)
    )
    stand_in = Invitation.objects.select_related("person").filter(substitute_for=invitation).first()
    comes = stand_in or invitation
    registration = Registration.objects.live().filter(person=comes.person, event=invitation.event).first()
    if stand_in and registration and came_alone(registration, stand_in):
        registration = None
    parts = registration.participations.live() if registration else []
    chosen = {part.session_id: way_of(part) for part in parts}
    ways = {f"session-{session.uuid}": chosen.get(session.pk, NOT) for session in sessions}
    return sessions, _answered(invitation, stand_in) | ways


def _answered(invitation: Invitation, stand_in: Invitation | None) -> dict[str, Any]:
    states = {
        Invitation.State.ACCEPTED: Answer.ATTENDS,
        Invitation.State.SUBSTITUTED: Answer.SUBSTITUTE,
        Invitation.State.DECLINED: Answer.CANNOT,
    }
    initial: dict[str, Any] = {
        "answer": states.get(Invitation.State(invitation.state), ""),
        "answered_by": invitation.answered_by or (By.PROXY if invitation.letters_to else ""),
    }
    if stand_in:
        initial |= {"substitute_name": stand_in.person.name, "substitute_email": stand_in.person.email}
    return initial
