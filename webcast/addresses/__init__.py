"""What an address of a webcast is: whose service, in its shortest form, and whether it can be shown in a page of ours.

Nothing is fetched: an address is judged by how it looks. The services in `services.py` are known; any other https
address is kept as it is, and only linked to.
"""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from webcast.addresses.kinds import Address, Provider, Unfit
from webcast.addresses.services import SERVICES
from webcast.addresses.wrappers import inner_of

__all__ = ["Address", "Provider", "Unfit", "read"]

LONGEST = 1000
DEEPEST = 5
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_ODD = re.compile(
    r"[\x00-\x20\x7f-\xa0\\\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffd\ud800-\udfff]"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE_HOST = re.compile(r"[\w.-]+\.[a-z]{2,}(?:/|$)", re.IGNORECASE)


def read(text: str) -> Address:
    """The address that somebody has pasted. Raises Unfit with a sentence for whoever pasted it."""
    url = _checked(_innermost(text.strip()))
    for service in SERVICES:
        if found := service(url):
            return _short_enough(found)
    if url.scheme == "http":
        raise Unfit(_("The address must begin with https://."))
    return _short_enough(Address(Provider.OTHER, urlunsplit(url)))


def _innermost(text: str) -> SplitResult:
    """What the address leads to in the end, looked at as closely in each layer."""
    for _layer in range(DEEPEST):
        try:
            url = _split(text)
            inner = inner_of(url)
        except ValueError as error:
            raise Unfit from error
        if inner is None:
            return url
        text = inner
    raise Unfit(_("The address is wrapped in too many others. Ask the service for a link to share."))


def _split(text: str) -> SplitResult:
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    if not text or _ODD.search(text):
        raise Unfit(_("Paste one whole address, without spaces or anything around it."))
    if not _SCHEME.match(text) and _BARE_HOST.match(text):
        text = f"https://{text}"
    return urlsplit(iri_to_uri(text))


def _checked(url: SplitResult) -> SplitResult:
    """The same with a plain host name. http is let through here: the known services have https too."""
    if url.scheme not in ("https", "http"):
        raise Unfit(_("The address must begin with https://."))
    if "@" in url.netloc:
        raise Unfit(
            _("There is a user name or a password in the address. Ask the service for a link to share.")
        )
    host, _colon, port = url.netloc.lower().partition(":")
    if not _HOST.fullmatch(host) or "xn--" in host:
        raise Unfit(_("The address has no ordinary host name, such as teams.microsoft.com."))
    if port not in ("", "443"):
        raise Unfit(_("There is a port number in the address. Many offices block such addresses."))
    return url._replace(netloc=host)


def _short_enough(address: Address) -> Address:
    if max(len(address.url), len(address.embed)) > LONGEST:
        raise Unfit(_("The address is too long."))
    return address
