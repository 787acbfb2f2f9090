"""The addresses of webcasts, for staff: here one is replaced during the event."""

from django.contrib import admin

from webcast.models import Stream


@admin.register(Stream)
class StreamAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the admin classes are not generic at run time
    list_display = ["session", "language", "access", "opens_minutes_before"]
    list_select_related = ["session"]
    raw_id_fields = ["session"]
