"""What somebody is to be in the team."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events import when
from events.actions.colleagues import NothingChosen, NotLimited, Part
from events.models import Event, Joining, Organiser, TeamMember, Tour
from venues.fields import in_language

ALL, CHOSEN = "all", "chosen"
Role = TeamMember.Role
HINTS = {
    Role.VIEWER: _("Reads the pages and the lists, and changes nothing."),
    Role.DOOR: _("Reads the pages and the lists, and is there on the day."),
    Role.EDITOR: _("Plans, publishes, invites and writes to people."),
    Role.ADMIN: _("Does all that an editor does, and looks after the team."),
}


class Label(str):
    """A choice's label with a second line under it."""

    __slots__ = ("hint",)
    hint: Any


def _label(role: Role) -> Label:
    label = Label(str(role.label).capitalize())
    label.hint = HINTS[role]
    return label


class PartForm(forms.Form):
    """`part` is what was chosen."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    extent = forms.ChoiceField(
        label=_("For what"),
        choices=[(ALL, _("All that the organiser has")), (CHOSEN, _("Only what is chosen here"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    tours = forms.ModelMultipleChoiceField(
        label=_("Whole tours"),
        queryset=Tour.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    events = forms.ModelMultipleChoiceField(
        label=_("Single stops and meetings"),
        queryset=Event.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, organiser: Organiser, row: TeamMember | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [(role.value, _label(role)) for role in HINTS]
        tours, events = _choosable(organiser, row)
        fields["tours"].queryset, fields["events"].queryset = tours, events
        fields["tours"].label_from_instance = _tour
        fields["events"].label_from_instance = _event
        for name, rows in (("tours", tours), ("events", events)):
            if not rows:
                del self.fields[name]
        if row:
            self.initial = _initial(row)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("extent") == CHOSEN:
            if given.get("role") == Role.ADMIN:
                self.add_error("extent", str(NotLimited.sentence))
            elif not (given.get("tours") or given.get("events") or self.errors):
                self.add_error("extent", str(NothingChosen.sentence))
        return given

    @property
    def part(self) -> Part:
        given = self.cleaned_data
        return Part(
            role=given["role"],
            limited=given["extent"] == CHOSEN,
            tours=tuple(given.get("tours") or ()),
            events=tuple(given.get("events") or ()),
        )


class InviteForm(PartForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    field_order = ("email", "language", "role", "extent", "tours", "events")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["role"].initial = Role.EDITOR

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


def extent_of(row: TeamMember | Joining) -> list[str]:
    """For what, in words: of each chosen tour and event its name; nothing where it is all."""
    chosen = [_tour(tour) for tour in row.tours.all()] + [_event(event) for event in row.events.all()]
    if row.limited and not chosen:
        return [str(_("Nothing any more"))]
    return chosen


def _choosable(organiser: Organiser, row: TeamMember | None) -> tuple[Any, Any]:
    """Tours, and what is still to come; besides what is chosen already."""
    coming = Q(date__gte=timezone.localdate())
    if row:
        coming |= Q(pk__in=row.events.values("pk"))
    events = organiser.events.filter(coming).select_related("tour", "venue__municipality")
    return organiser.tours.dated().order_by("-pk"), events.order_by("date", "pk")


def _initial(row: TeamMember) -> dict[str, Any]:
    tours, events = list(row.tours.all()), list(row.events.all())
    limited = row.limited or tours or events
    return {
        "role": row.role,
        "extent": CHOSEN if limited else ALL,
        "tours": [tour.slug for tour in tours],
        "events": [event.slug for event in events],
    }


def _tour(tour: Any) -> str:
    """'LAPE, 2027': the same tour may be of every year. The year is that of the first stop, where it is known."""
    name = in_language(tour.short_title, get_language() or "fi")[0]
    first: datetime.date | None = getattr(tour, "first_day", None)
    return f"{name}, {first.year}" if first else name


def _event(event: Event) -> str:
    language = get_language() or "fi"
    title = in_language(event.title, language)[0]
    tour = f" ({in_language(event.tour.short_title, language)[0]})" if event.tour else ""
    return f"{when.day(event.date, short=True)} {title}{tour}"
