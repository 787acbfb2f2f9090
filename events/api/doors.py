"""What the views of the API have in common: who may, what is asked, what is answered."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events.actors import Actor
from events.api import idempotency, paging
from events.api.bearer import Bearer, ByScope, PerToken, Scope, actor_of
from events.api.paging import Query
from events.models import ApiToken

Serializer = serializers.BaseSerializer[Any]


class Door(APIView):
    """`scopes` names the scope that each method needs, `inputs` what it takes; without scopes it is for everybody."""

    authentication_classes = [Bearer]
    permission_classes = [ByScope]
    throttle_classes = [PerToken]
    scopes: ClassVar[dict[str, str]] = {}
    inputs: ClassVar[dict[str, type[Serializer]]] = {}
    output: ClassVar[type[Serializer]]
    key: ClassVar[str] = "uuid"
    unlimited: ClassVar[bool] = False
    created: ClassVar[bool] = False
    """Whether POST answers 201."""

    @property
    def actor(self) -> Actor:
        """Who acts, with the role that the scope of this method gives."""
        return actor_of(self.request, self.scopes.get(str(self.request.method), Scope.READ))

    def rows(self) -> QuerySet[Any]:
        """The rows that the actor may see, with all that the answer needs."""
        raise NotImplementedError

    def row(self, **kwargs: Any) -> Any:
        """One of them, else 404."""
        if (found := self.rows().filter(**kwargs).first()) is None:
            raise Http404
        return found

    def taken_in(self, data: Any = None) -> dict[str, Any]:
        """The body, checked by this method's serializer. Raises ValidationError."""
        sent = self.inputs[str(self.request.method)](
            data=self.request.data if data is None else data, context={"actor": self.actor}
        )
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def answer(self, row: Any, status: int = 200) -> Response:
        return Response(self.output(row, context={"actor": self.actor}).data, status=status)

    def once(self, request: Request, effect: idempotency.Effect) -> Response:
        """Do it, or answer as when it was done: with the row as it stands."""
        uuid: UUID = idempotency.once(request, effect)
        return self.answer(self.row(uuid=uuid), 201 if self.created else 200)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """What everybody may see, proxies may keep for a minute; never what a token opened."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if not self.scopes and response.status_code == 200 and not isinstance(request.auth, ApiToken):
            response["Cache-Control"] = "public, max-age=60"
            response["Vary"] = "Authorization"
        return response


class Rows(Door):
    """A list: a page of rows, filtered."""

    query: ClassVar[type[Query]] = Query
    order: ClassVar[tuple[str, ...]] = ("pk",)

    def get(self, request: Request) -> Response:
        asked = paging.read(self.query, request)
        page = paging.page(asked.filtered(self.rows()), self.order, self.key, asked, request)
        results = self.output(page.rows, many=True, context={"actor": self.actor}).data
        return Response({"results": results, "next": page.next})


class Row(Door):
    """One row by its public id."""

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.row(**kwargs))
