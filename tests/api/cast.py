"""A program that speaks to the API: plain calls, JSON in and out."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from events.models import ApiToken

JSON = "application/json"
PROBLEM = "application/problem+json"


class Machine:
    """Bears a token, or none; speaks one language."""

    def __init__(self, token: ApiToken | None = None, language: str = "en") -> None:
        bears = {"authorization": f"Bearer {token.token}"} if token else {}
        self.client = Client(raise_request_exception=False, headers={"accept-language": language, **bears})

    def get(self, path: str, status: int = 200, /, **query: Any) -> Any:
        return self._told(self.client.get(f"/api/v1/{path}", query), status)

    def post(self, path: str, status: int = 201, /, *, key: str = "", **body: Any) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        sent = self.client.post(f"/api/v1/{path}", json.dumps(body), content_type=JSON, headers=headers)
        return self._told(sent, status)

    def patch(self, path: str, status: int = 200, /, **body: Any) -> Any:
        return self._told(self.client.patch(f"/api/v1/{path}", json.dumps(body), content_type=JSON), status)

    def send(self, path: str, body: Any, kind: str = JSON) -> HttpResponse:
        """Whatever it is, as it is."""
        answer: HttpResponse = self.client.post(f"/api/v1/{path}", body, content_type=kind)  # type: ignore[assignment]  # the test client's own
        return answer

    @staticmethod
    def _told(answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.content.decode()[:2000]
        assert answer["Content-Type"] == (JSON if status < 400 else PROBLEM)
        return answer.json()
