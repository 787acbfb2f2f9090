"""The answer to an invitation: one page for the whole day, in the third person, one button."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Session
from registrations.actions.answer import Answer, Substitute
from registrations.actions.details import Way
from registrations.forms.answered import YES, name_of, so_far
from registrations.forms.choices import Label, WayField
from registrations.forms.questions import Asked, carried
from registrations.forms.registration import DietField, EmailField, LineField
from registrations.models import Invitation

By = Invitation.AnsweredBy


class AnswerForm(forms.Form):
    """Who comes, who says so, and what about the rest of the day."""

    answer = forms.ChoiceField(
        choices=[(value, value) for value in (*YES, Answer.SUBSTITUTE.value, Answer.CANNOT.value)],
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
    substitute_way = forms.ChoiceField(
        label=gettext_lazy("How does the one who comes instead take part?"),
        choices=[(way.value, way.value) for way in YES.values()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the one who comes instead takes part.")},
    )
    assistant = forms.BooleanField(label=gettext_lazy("A personal assistant comes along"), required=False)
    diet = DietField()
    shown_before = LineField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        invitation: Invitation,
        by_organiser: bool = False,
        written: QueryDict | None = None,
    ) -> None:
        """`by_organiser`: written down for whoever telephones, who may not know the substitute's address.

        `written` is what a half-filled form held; else it shows what was answered earlier.
        """
        self.so_far = so_far(invitation, by_organiser=by_organiser)
        kept = written.dict() | carried(written, self.so_far.questions) if written else {}
        super().__init__(data, initial=self.so_far.initial | kept)
        self._say(invitation.person.name)
        if by_organiser:
            del self.fields["answered_by"]
            self.fields["substitute_email"].required = False
        if not self.so_far.both_ways:
            self.fields["substitute_way"].required = False
        if self.is_bound and not self._names_a_substitute():
            for field in ("substitute_name", "substitute_email", "substitute_way"):
                self.fields[field].required = False
        must = not by_organiser and not (self.is_bound and self._names_a_substitute())
        self.asked = Asked(self, self.so_far.questions, must=must)
        self.sessions = {f"session-{session.uuid}": session for session in self.so_far.open_sessions}
        DietField.only_with_food(self, [invitation.event])
        for field, session in self.sessions.items():
            self.fields[field] = WayField.of(session, optional=True, label=name_of(session))

    def _say(self, invited: str) -> None:
        """The words that hold a name, or depend on what is held."""
        name = {"name": invited}
        self.fields["answer"].label = self._asks() % name
        self.fields["answer"].widget.choices = self.so_far.answers(invited)
        self.fields["substitute_way"].widget.choices = self.so_far.substitutes_ways()
        self.fields["answered_by"].widget.choices = [
            (By.INVITEE.value, Label.of(_("I am %(name)s") % name)),
            (By.PROXY.value, Label.of(_("I answer for %(name)s") % name)),
            (By.SUBSTITUTE.value, Label.of(_("I am someone else and come instead"))),
        ]
        self.fields["substitute_email"].error_messages["required"] = _(
            "Write the e-mail address of the one who comes instead."
        )

    def _asks(self) -> str:
        return _("Does %(name)s take part?") if self.so_far.has_a_web else _("Does %(name)s come?")

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
        if cleaned.get("answer") == Answer.CANNOT and not any(cleaned.get(name) for name in self.sessions):
            self.asked.forget()
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        return {
            "answer": self.decided(),
            "substitute": self.substitute(),
            "way": self.way(),
            "afternoon": self.afternoon(),
            "assistant": self.cleaned_data["assistant"],
            "diet": self.cleaned_data.get("diet", ""),
            "replies": self.asked.given_anew(self.cleaned_data["shown_before"]),
        }

    def decided(self) -> Answer:
        said = self.cleaned_data["answer"]
        return Answer.ATTENDS if said in YES else Answer(said)

    def way(self) -> Way:
        """Of whoever comes; it counts where there is a choice."""
        if self.decided() == Answer.SUBSTITUTE:
            return Way(self.cleaned_data["substitute_way"] or Way.IN_PERSON)
        return YES.get(self.cleaned_data["answer"], Way.IN_PERSON)

    def substitute(self) -> Substitute | None:
        if self.decided() != Answer.SUBSTITUTE:
            return None
        cleaned = self.cleaned_data
        return Substitute(
            cleaned["substitute_name"], cleaned["substitute_email"], cleaned["substitute_title"]
        )

    def afternoon(self) -> dict[Session, Way | None]:
        return {session: self.cleaned_data[name] for name, session in self.sessions.items()}
