"""Addresses inside addresses: what mail programs and search engines wrap around a link is taken off."""

import base64
import re
from urllib.parse import SplitResult, parse_qs, unquote

_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com|[a-z]{2}|co\.[a-z]{2})")
_V3 = re.compile(r"/v3/__(.+?)__;([\w-]*)!")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def inner_of(url: SplitResult) -> str | None:
    """What is wrapped in this address; None in a bare one. ValueError if it cannot be read."""
    host = url.netloc.lower()
    if host.endswith(".safelinks.protection.outlook.com"):
        return asked(url, "url")
    if host == "statics.teams.cdn.office.net" and "safelinks" in url.path:
        return asked(url, "url")
    if host == "urldefense.proofpoint.com":
        return _proofpoint(url)
    if host == "urldefense.com" and (
        found := _V3.match(f"{url.path}?{url.query}" if url.query else url.path)
    ):
        return _filled(*found.groups())
    if _GOOGLE.fullmatch(host) and url.path == "/url":
        return asked(url, "q") or asked(url, "url")
    if host == "teams.microsoft.com" and url.path == "/dl/launcher/launcher.html":
        return f"https://teams.microsoft.com{(asked(url, 'url') or '').removeprefix('/_#')}"
    return None


def asked(url: SplitResult, name: str) -> str:
    """What stands under this name after the question mark, or nothing."""
    return parse_qs(url.query).get(name, [""])[0]


def _proofpoint(url: SplitResult) -> str:
    inner = asked(url, "u")
    return unquote(inner.replace("-", "%").replace("_", "/")) if url.path.startswith("/v2/") else inner


def _filled(text: str, packed: str) -> str:
    """Version 3 puts `*` for an odd character and `**X` for a run of them, and packs the characters themselves."""
    left = list(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode())

    def taken(found: re.Match[str]) -> str:
        number = _RUNS.index(found[1]) + 2 if found[1] else 1
        run, left[:number] = "".join(left[:number]), []
        return run

    return re.sub(r"\*(?:\*([\w-]))?", taken, text)
