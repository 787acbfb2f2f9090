"""The log names no one: tokens and e-mail addresses are masked, and each line carries the request's id."""

import logging
import re
from contextvars import ContextVar

from gunicorn.glogging import Logger

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_TOKEN = re.compile(r"[A-Za-z2-7]{26,}|[0-9a-f]{32,}")  # ours, and the keys of password links
_EMAIL = re.compile(r"[^\s@<>\"'(){}\[\],;:=/?&]+(@|%40)[\w-]+(?:\.[\w-]+)+")
_traceback = logging.Formatter().formatException


def mask(text: str) -> str:
    """`text` without anything shaped like a token (26 base32 or 32 hex characters) or an e-mail address."""
    return _EMAIL.sub(r"…\1…", _TOKEN.sub("…", text))


class MaskTokens(logging.Filter):
    """For handlers: masks message and traceback and sets `record.request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), None
        if record.exc_info and record.exc_info[0]:
            record.exc_text = mask(_traceback(record.exc_info))
        record.request_id = request_id.get()
        return True


class AccessLog(Logger):
    """gunicorn's access log, masked."""

    def atoms(self, *args: object) -> dict[str, object]:
        atoms = super().atoms(*args)
        return {key: mask(value) if isinstance(value, str) else value for key, value in atoms.items()}
