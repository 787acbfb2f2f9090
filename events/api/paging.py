"""Lists a page at a time. The cursor is the public id of the last row seen: no number that counts rows leaves the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from events.api.fields import Strict
from events.api.mistakes import BadQuery

MOST = 100
USUAL = 50


class Query(Strict):
    """What every list takes after the question mark. `LOOKUPS` says what a filter compares."""

    page_size = serializers.IntegerField(
        min_value=1, default=USUAL, help_text=f"At most {MOST}; more is answered with {MOST}."
    )
    cursor = serializers.SlugField(required=False, help_text="From `next` of the page before.")
    language = serializers.CharField(required=False, help_text="The language of errors: fi, sv or en.")

    LOOKUPS: dict[str, str] = {}

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only the rows that were asked for."""
        asked = self.validated_data
        return rows.filter(**{path: asked[name] for name, path in self.LOOKUPS.items() if name in asked})


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next: str | None


def read(query: type[Query], request: Request) -> Query:
    """The parameters, checked. Raises BadQuery."""
    asked = query(data=request.query_params.dict())
    if not asked.is_valid():
        raise BadQuery(asked.errors)
    return asked


def page(rows: QuerySet[Any], order: Sequence[str], key: str, asked: Query, request: Request) -> Page:
    """The rows after the cursor, in ascending `order`, whose columns together are unique; `key` is the public id."""
    size = min(asked.validated_data["page_size"], MOST)
    after = rows
    if cursor := asked.validated_data.get("cursor"):
        after = rows.filter(_after(_seen(rows, order, key, cursor), order))
    found = list(after.order_by(*order)[: size + 1])
    if len(found) <= size:
        return Page(found, None)
    last = getattr(found[size - 1], key)
    return Page(found[:size], replace_query_param(request.build_absolute_uri(), "cursor", str(last)))


def _seen(rows: QuerySet[Any], order: Sequence[str], key: str, cursor: str) -> Sequence[Any]:
    try:
        value = rows.model._meta.get_field(key).to_python(cursor)
    except ValidationError as error:
        raise BadQuery({"cursor": [_("There is no such page.")]}) from error
    seen = rows.model._default_manager.filter(**{key: value}).filter(pk__in=rows.values("pk"))
    if (found := seen.values_list(*order).first()) is None:
        raise BadQuery({"cursor": [_("There is no such page.")]})
    return found


def _after(seen: Sequence[Any], order: Sequence[str]) -> Q:
    """Greater in the first column that differs."""
    after, same = Q(), Q()
    for column, value in zip(order, seen, strict=True):
        after |= same & Q(**{f"{column}__gt": value})
        same &= Q(**{column: value})
    return after
