"""A form of the desk that shows what it means before one click does it."""

import re
from typing import Any

from django.test import Client

SEEN = re.compile(r'name="seen" value="(\w+)"')


def preview(path: str, client: Client, sent: dict[str, Any], status: int = 200) -> str:
    """The page that shows it."""
    answer = client.post(path, sent)
    assert answer.status_code == status
    return answer.content.decode()


def create(path: str, client: Client, sent: dict[str, str]) -> str:
    """Where the one click leads, after the preview."""
    seen = SEEN.search(preview(path, client, sent))
    assert seen
    answer = client.post(path, {**sent, "seen": seen[1], "create": "1"})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]
