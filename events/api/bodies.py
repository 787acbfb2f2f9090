"""JSON as it comes in: not too large, not too deep, and no text that a database would choke on."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser

from events.api.mistakes import TooLarge

MOST_BYTES = 64 * 1024
DEEPEST = 20
_POISON = re.compile("[\x00\ud800-\udfff]")


class CarefulJSONParser(JSONParser):
    """Raises TooLarge or ParseError, never anything else."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        try:
            data = json.loads(body.decode(), parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not JSON.")) from error
        _refuse_poison(data)
        return data


class OneFormOnly(BaseContentNegotiation):
    """JSON, whatever the reader would rather have."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        kind = (request.content_type or "").split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _refuse_poison(data: Any) -> None:
    """Level by level: nothing deeper than DEEPEST, no NUL and no half of a surrogate pair."""
    level = [data]
    for _depth in range(DEEPEST + 1):
        if any(isinstance(each, str) and _POISON.search(each) for each in level):
            raise ParseError(_("The body holds a character that is no text."))
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                inner += each
        if not inner:
            return
        level = inner
    raise ParseError(_("The body is nested too deep."))
