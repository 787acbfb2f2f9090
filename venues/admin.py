"""The register of places, for staff."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Field
from i18nfield.forms import I18nTextarea, I18nTextInput

from venues.fields import NameField, ProseField
from venues.models import Municipality, Region, Room, Venue

SPOKEN: "Mapping[type[Field[Any, Any]], Mapping[str, Any]]" = {
    NameField: {"widget": I18nTextInput},
    ProseField: {"widget": I18nTextarea},
}
"""The admin's own widgets cannot hold several languages."""


class SpokenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the admin classes are not generic at run time
    formfield_overrides = SPOKEN


class RoomInline(admin.TabularInline):  # type: ignore[type-arg]  # as above
    model = Room
    extra = 0
    formfield_overrides = SPOKEN


@admin.register(Venue)
class VenueAdmin(SpokenAdmin):
    list_display = ["name", "municipality", "address"]
    search_fields = ["search_text"]
    inlines = [RoomInline]


admin.site.register([Region, Municipality], SpokenAdmin)
