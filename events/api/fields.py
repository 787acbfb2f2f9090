"""How values look in JSON, and what is taken in."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events.actions.clocks import exists
from events.refusals import ImpossibleTime
from venues.models import Region
from venues.text import clean_line


@extend_schema_field(
    {"type": "object", "additionalProperties": {"type": "string"}, "example": {"fi": "Iltapäivä"}}
)
class TextField(serializers.Field):  # type: ignore[type-arg]  # not generic at run time
    """A text by language: `{"fi": …, "sv": …}`, with the languages that it has."""

    def to_representation(self, value: Any) -> dict[str, str]:
        data = getattr(value, "data", value) or {}
        return {"fi": data} if isinstance(data, str) else {code: text for code, text in data.items() if text}


class MomentField(serializers.DateTimeField):
    """ISO 8601. Without an offset it is the clock of Helsinki; one that this clock skips or shows twice is refused."""

    default_error_messages = {
        "skipped": ImpossibleTime.sentence,
        "twice": _("The clock shows this time twice that night. Write the offset from UTC too."),
    }

    def enforce_timezone(self, value: datetime.datetime) -> datetime.datetime:
        if timezone.is_naive(value):
            here = value.replace(tzinfo=timezone.get_default_timezone())
            if not _in_range(here):
                self.fail("overflow")
            if not exists(here):
                self.fail("skipped")
            if here.utcoffset() != here.replace(fold=1).utcoffset():
                self.fail("twice")
        elif not _in_range(value):
            self.fail("overflow")
        return super().enforce_timezone(value)


def _in_range(moment: datetime.datetime) -> bool:
    """Far enough from the first and the last day that there are, for every clock on earth."""
    return 1900 <= moment.year <= 9000


class LineField(serializers.CharField):
    """One line of clean text."""

    def to_internal_value(self, data: Any) -> str:
        line = clean_line(super().to_internal_value(data))
        if not line and not self.allow_blank:
            self.fail("blank")
        return line


class Strict(serializers.Serializer[Any]):
    """Takes in what it names and nothing else: a slip in a name is said, not passed over."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


class KeysField(serializers.ListField):
    """The public ids of related rows, in the order in which they come."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        self.key = key
        child = serializers.UUIDField() if key == "uuid" else serializers.SlugField()
        super().__init__(child=child, read_only=True, **kwargs)

    def to_representation(self, rows: Any) -> list[str]:
        return [str(getattr(row, self.key)) for row in rows.all()]


class RegionField(serializers.SlugField):
    """A region by its slug."""

    default_error_messages = {"unknown": _("There is no such region.")}

    def to_internal_value(self, data: Any) -> Any:
        slug = super().to_internal_value(data)
        if (region := Region.objects.filter(slug=slug).first()) is None:
            self.fail("unknown")
        return region
