"""The API described for programs (OpenAPI 3), read off what the views themselves go by."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from events.api.idempotency import HEADER, LONGEST
from events.api.problems import CONTENT_TYPE


class Wrong(serializers.Serializer[Any]):
    """One thing that is wrong, and where: in the body (a JSON pointer) or after the question mark."""

    detail = serializers.CharField()
    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)


class Problem(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = Wrong(many=True, required=False)  # type: ignore[assignment]  # the word of RFC 9457


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "events.api.bearer.Bearer"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class Schema(AutoSchema):
    """Our views say what they take and answer in `inputs`, `output`, `query` and `scopes`."""

    view: Any

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        """The view's sentence, and the scope that the method needs."""
        scope = self.view.scopes.get(self.method)
        return f"{super().get_description()}" + (f"\n\nScope: `{scope}`." if scope else "")

    def get_operation_id(self) -> str:
        """A list is listed, one row retrieved."""
        name = str(super().get_operation_id())
        return name.replace("_retrieve", "_list") if hasattr(self.view, "query") else name

    def get_tags(self) -> list[str]:
        return [self.path.split("/")[3]]

    def get_auth(self) -> list[dict[str, list[str]]]:
        token: dict[str, list[str]] = {"token": []}
        return [token] if self.view.scopes else [token, {}]

    def get_override_parameters(self) -> list[Any]:
        if self.method == "GET":
            return [self.view.query] if hasattr(self.view, "query") else []
        key = OpenApiParameter(
            HEADER, {"type": "string", "maxLength": LONGEST}, OpenApiParameter.HEADER, required=False
        )
        return [] if self.view.unlimited else [key]

    def get_request_serializer(self) -> Any:
        return self.view.inputs.get(self.method)

    def get_response_serializers(self) -> Any:
        good = 201 if self.method == "POST" and self.view.created else 200
        problems = [400, 401, 403, 404, 429]
        if self.method != "GET":
            problems += [409, 413, 415, 422, 503]
        return {good: self._good()} | {(status, CONTENT_TYPE): Problem for status in problems}

    def _good(self) -> Any:
        output = self.view.output
        if self.method != "GET" or not hasattr(self.view, "query"):
            return output
        name = output.__name__.removesuffix("Serializer")
        link = serializers.URLField(allow_null=True)
        return inline_serializer(f"{name}Page", {"results": output(many=True), "next": link})

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Ours are pages, not bare lists."""
        return False
