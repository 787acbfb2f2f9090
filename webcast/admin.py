"""Webcasts, for staff. The desk has the page that is used during the event (webcast/organiser)."""

from django.contrib import admin

from venues.admin import SpokenAdmin
from webcast.models import Presence, Stream, Webcast


@admin.register(Stream)
class StreamAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the admin classes are not generic at run time
    list_display = ["session", "language", "access", "opens_minutes_before", "captions_due"]
    list_select_related = ["session"]
    raw_id_fields = ["session"]


@admin.register(Webcast)
class WebcastAdmin(SpokenAdmin):
    list_display = ["session", "trouble", "went_live_at", "ended_at", "presence"]
    list_select_related = ["session"]
    raw_id_fields = ["session"]


@admin.register(Presence)
class PresenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """To look at: rows are written by viewers' own browsers."""

    list_display = ["session", "joined_at", "last_seen_at", "seconds", "people"]
    list_select_related = ["session"]
    fields = readonly_fields = ("session", "joined_at", "last_seen_at", "seconds", "people")

    def has_add_permission(self, request: object) -> bool:
        return False
