"""The register of places, for staff."""

from django.contrib import admin

from venues.models import Municipality, Region, Room, Venue


class RoomInline(admin.TabularInline):  # type: ignore[type-arg]  # the admin classes are not generic at run time
    model = Room
    extra = 0


@admin.register(Venue)
class VenueAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ["name", "municipality", "address"]
    search_fields = ["search_text"]
    inlines = [RoomInline]


admin.site.register([Region, Municipality])
