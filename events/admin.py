"""The back office. What the public relies on is read-only once published: only the verbs change it."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from events import log
from events.actions.change import locked
from events.actions.venues import FACTS, change_venue
from events.actors import SYSTEM, Actor
from events.models import Contact, Document, Event, LogEntry, Organiser, Session, TeamMember, Tour, User
from events.models import event as events
from events.models import session as sessions
from events.models import tour as tours
from venues.admin import SpokenAdmin, VenueAdmin
from venues.models import Venue


class Base(SpokenAdmin):
    """What is published is not deleted, but cancelled; `frozen` columns cannot be changed."""

    frozen: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, row: Model | None = None) -> Any:
        return (*self.readonly_fields, *(self.frozen if self.is_published(row) else ()))

    def has_delete_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return super().has_delete_permission(request, row) and not self.is_published(row)

    def get_actions(self, request: HttpRequest) -> Any:
        """None: deleting several at once asks only whether they may be deleted at all."""
        return {}

    def save_model(self, request: HttpRequest, row: Any, form: Any, change: bool) -> None:
        super().save_model(request, row, form, change)
        organiser = row.event.organiser_id if isinstance(row, Session) else row.organiser_id
        log.write(Actor(kind="user", user=request.user), "edit" if change else "add", row, organiser)

    @staticmethod
    def is_published(row: Any) -> bool:
        shown = row.event if isinstance(row, Session) else row
        return shown is not None and shown.status != Event.Status.DRAFT


@admin.register(Tour)
class TourAdmin(Base):
    list_display = ["short_title", "organiser", "status"]
    readonly_fields = ["status"]
    frozen = (*tours.FROZEN, "title", "short_title")


@admin.register(Event)
class EventAdmin(Base):
    list_display = ["title", "date", "tour", "status"]
    list_filter = ["status", "organiser"]
    search_fields = ["search_text"]
    readonly_fields = ["status"]
    frozen = (*events.FROZEN, "title")


@admin.register(Session)
class SessionAdmin(Base):
    list_display = ["short_title", "event", "starts_at", "status"]
    readonly_fields = ["status"]
    frozen = (*sessions.MATERIAL, "in_person_capacity", "online_capacity")


@admin.register(LogEntry)
class LogEntryAdmin(SpokenAdmin):
    """Append-only: to be read."""

    list_display = ["at", "organiser", "actor_kind", "verb", "target"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return False


admin.site.unregister(Venue)


@admin.register(Venue)
class VenueInUseAdmin(VenueAdmin):
    """A venue where sessions meet changes through the verb; its clock and its city stay."""

    def get_readonly_fields(self, request: HttpRequest, row: Venue | None = None) -> Any:
        return ("timezone", "municipality") if row and row.events.exists() else ()

    def save_model(self, request: HttpRequest, row: Venue, form: Any, change: bool) -> None:
        if not change:
            row.save()
            return
        changed = FACTS & set(form.changed_data)
        change_venue(SYSTEM, row, **{name: getattr(row, name) for name in changed})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The rooms' names are in the calendars too."""
        super().save_related(request, form, formsets, change)
        for row in locked(event__venue=form.instance.pk):
            row.save(update_fields=[])


@admin.register(User)
class UserAdmin(SpokenAdmin):
    """Passwords are set by `manage.py changepassword` and by their owners."""

    exclude = ["password", "last_login", "groups", "user_permissions"]


@admin.register(TeamMember)
class TeamMemberAdmin(SpokenAdmin):
    """Who has tours or stops chosen is limited to them, and stays so when they are deleted."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        member: TeamMember = form.instance
        if member.tours.exists() or member.events.exists():
            TeamMember.objects.filter(pk=member.pk).update(limited=True)


admin.site.register([Organiser, Contact, Document], SpokenAdmin)
