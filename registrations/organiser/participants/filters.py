"""What the table is asked for, from the address. What cannot be is left out, and the page says so."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Session
from events.models.session import Mode
from registrations.forms.registration import LineField
from registrations.models import Consent, Participation, Question
from registrations.organiser.participants.columns import USUAL, Column, with_questions
from venues.fields import in_language
from venues.text import fold

Status = Participation.Status


class State(TextChoices):
    """The tabs. Waiting: everybody in line, also those who follow on the web meanwhile."""

    ATTENDING = "attending", _("Attending")
    WAITING = "waiting", _("Waiting")
    CANCELLED = "cancelled", pgettext_lazy("a participation", "Cancelled")
    DECLINED = "declined", _("Declined")
    ALL = "all", _("All")

    @property
    def rows(self) -> Q:
        if self == State.ALL:
            return Q()
        if self == State.WAITING:
            live = [Status.ATTENDING, Status.WAITING]
            return Q(status__in=live, mode__in=list(Mode), waiting_since__isnull=False)
        return Q(status=self.value)


class Sort(TextChoices):
    NAME = "name", _("by family name")
    ORGANISATION = "organisation", _("by organisation")
    TIME = "time", _("newest first")


class Came(TextChoices):
    YES = "yes", _("Came or followed online")
    NO = "no", _("Not present")


class Agreed(TextChoices):
    """Short words for what a consent allows."""

    LIST = Consent.Purpose.LIST.value, _("List of names")
    NEWS = Consent.Purpose.NEWS.value, _("Later letters")

    @property
    def rows(self) -> Q:
        in_force = Consent.objects.filter(purpose=self.value, withdrawn_at=None)
        return Q(registration__person__in=in_force.values("person"))


class FilterForm(forms.Form):
    """Everything is optional; `asked` is what remains of it."""

    state = forms.ChoiceField(choices=State, required=False, widget=forms.HiddenInput)
    q = LineField(label=_("Name, e-mail or organisation"), max_length=100, required=False)
    session = forms.TypedChoiceField(label=_("Session"), required=False, coerce=UUID, empty_value=None)
    mode = forms.ChoiceField(label=_("Takes part"), required=False)
    came = forms.ChoiceField(label=_("Presence"), required=False)
    agreed = forms.ChoiceField(label=_("Consent"), required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=Sort, required=False)
    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
    open = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict,
        *,
        sessions: Sequence[Session],
        language: str,
        questions: Sequence[Question] = (),
    ) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.known = with_questions(questions, language)
        titles = [(str(each.uuid), in_language(each.short_title, language)[0]) for each in sessions]
        self._choose("session", [("", _("All")), *titles])
        self._choose("mode", [("", _("All")), *Mode.choices])
        self._choose("came", [("", _("All")), *Came.choices])
        self._choose("agreed", [("", _("All")), *Agreed.choices])
        self._choose("columns", [(name, column.label) for name, column in self.known.items()])
        self.is_valid()

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # they are ChoiceFields, as said above

    @property
    def asked(self) -> Mapping[str, Any]:
        return self.cleaned_data

    def narrow_to_the_list_of_others(self) -> None:
        """Name and organisation of those who attend, one session if it is chosen, and have agreed to stand there."""
        chosen = self.cleaned_data.get("session")
        agreed = {"state": State.ATTENDING.value, "agreed": Agreed.LIST.value, "columns": ["organisation"]}
        self.cleaned_data = {"session": chosen, **agreed}

    @property
    def state_shown(self) -> State:
        return State(self.asked.get("state") or State.ATTENDING)

    @property
    def sorted_by(self) -> Sort:
        return Sort(self.asked.get("sort") or Sort.NAME)

    @property
    def columns_shown(self) -> list[str]:
        chosen = self.asked.get("columns") or USUAL
        return [name for name in self.known if name in chosen]

    @property
    def shown(self) -> list[Column]:
        return [self.known[name] for name in self.columns_shown]

    @property
    def narrows(self) -> bool:
        """Whether more is asked for than a tab, a session and a way of taking part, which are counted anyway."""
        return any(self.asked.get(name) for name in ("q", "came", "agreed"))

    @property
    def may_be_few(self) -> bool:
        """Whether few may fit, so that looking through the whole order for them would take long."""
        often = self.state_shown in (State.ATTENDING, State.ALL)
        return self.narrows or not often or any(self.asked.get(name) for name in ("session", "mode"))

    @property
    def words(self) -> list[str]:
        return fold(self.asked.get("q") or "").split()

    def parts(self) -> Q:
        """The condition on participations."""
        found = self.state_shown.rows
        if session := self.asked.get("session"):
            found &= Q(session__uuid=session)
        if mode := self.asked.get("mode"):
            found &= Q(mode=mode)
        if came := self.asked.get("came"):
            found &= Q(attended_at__isnull=came == Came.NO)
        if agreed := self.asked.get("agreed"):
            found &= Agreed(agreed).rows
        return found
