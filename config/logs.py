"""The log names no one: tokens and e-mail addresses are masked, and each line carries the request's id.

A line is a JSON object in production and prose in development (LOG_FORMAT). Nothing here needs Django's settings:
gunicorn's own process logs before they are read.
"""

import json
import logging
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from config.environment import log_format

request_id: ContextVar[str] = ContextVar("request_id", default="-")
logging.raiseExceptions = False  # a full disk costs lines, never a request

LINE = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
_TOKEN = re.compile(r"[A-Za-z2-7]{26,}|[0-9a-f]{32,}")  # ours, and the keys of password links
_EMAIL = re.compile(r"[^\s@<>\"'(){}\[\],;:=/?&]+(@|%40)[\w-]+(?:\.[\w-]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_traceback = logging.Formatter().formatException


def mask(text: str) -> str:
    """`text` without anything shaped like a token (26 base32 or 32 hex characters) or an e-mail address."""
    return _EMAIL.sub(r"…\1…", _TOKEN.sub("…", text))


def one_line(text: str) -> str:
    r"""`text` with newlines, terminal commands and other controls as \n, \x1b …: nobody writes lines of their own."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


class MaskTokens(logging.Filter):
    """For handlers: masks message and traceback and sets `record.request_id`. Never raises."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = one_line(mask(_message(record))), None
        if record.exc_info and record.exc_info[0]:
            record.exc_text = mask(_traceback(record.exc_info))
        if not hasattr(record, "request_id"):
            record.request_id = request_id.get()
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # whoever wrote the line gave what it does not fit
        return f"{record.pathname}:{record.lineno} cannot be written: {type(error).__name__}"


class JsonLines(logging.Formatter):
    """One object a line, in ASCII: time (UTC), level, logger, message, request_id; access's facts; trace."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        line |= getattr(record, "access", {})
        if record.exc_text:
            line["trace"] = record.exc_text
        return json.dumps(line)


def formatter() -> logging.Formatter:
    """As LOG_FORMAT has it."""
    return JsonLines() if log_format() == "json" else logging.Formatter(LINE)


class AccessLog(Logger):
    """gunicorn's logs in the house's form: method, path, status, bytes, milliseconds; neither address nor query."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(formatter())
            handler.addFilter(MaskTokens())

    def access(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: timedelta) -> None:
        facts = {
            "method": one_line(mask(environ["REQUEST_METHOD"])),
            "path": one_line(mask(environ.get("PATH_INFO", ""))),
            "status": int(str(resp.status or 0).split()[0]),
            "bytes": resp.sent,
            "ms": round(request_time.total_seconds() * 1000),
        }
        mark = dict(resp.headers).get("X-Request-Id", "-")
        line = "{method} {path} {status} {bytes} {ms}ms".format(**facts)
        self.access_log.info("%s", line, extra={"access": facts, "request_id": mark})
