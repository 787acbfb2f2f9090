"""What RFC 5545 asks of the bytes, checked without any parser."""

import re

LONGEST = 75
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")


def complaints(calendar: bytes) -> list[str]:
    """Every line that breaks a rule, with the rule."""
    if not calendar.endswith(b"END:VCALENDAR\r\n"):
        return ["does not end with END:VCALENDAR and CRLF"]
    lines = calendar.removesuffix(b"\r\n").split(b"\r\n")
    return [f"{line!r}: {rule}" for line in lines if (rule := _broken(line))]


def unfolded(calendar: bytes) -> list[str]:
    """The content lines."""
    return calendar.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _broken(line: bytes) -> str:
    if len(line) > LONGEST:
        return "longer than 75 octets"
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return "folded inside a character"
    if _CONTROLS.search(text):
        return "a control character"
    return "" if text[:1] == " " or re.match(r"[A-Z][A-Z0-9-]*[:;]", text) else "no property's name"
