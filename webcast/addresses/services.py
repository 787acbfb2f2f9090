"""The services that are known by their addresses (notes: webcast 2.1). Each knows its own, and says None to others'."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, urlencode, urlunsplit

from django.utils.translation import gettext_lazy as _

from webcast.addresses.kinds import GONE, OWN_REGISTRATION, PERSONAL, RECORDING, Address, Provider, Unfit
from webcast.addresses.wrappers import asked

Service = Callable[[SplitResult], Address | None]

TEAMS_HOSTS = {
    "teams.microsoft.com",
    "teams.live.com",
    "teams.cloud.microsoft",
    "gov.teams.microsoft.us",
    "dod.teams.microsoft.us",
}
HOSTS_OWN = _("This is the link by which the host starts the meeting. Paste the link for participants.")
HOSTS_PAGE = _("This is the organiser's own page in the service. Paste the link for viewers.")
_TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_")
_VIDEO = re.compile(r"[\w-]{11}")
_YOUTUBE_PATH = re.compile(r"/(?:live|embed|shorts|v)/([\w-]{11})/?")
_VIMEO_VIDEO = re.compile(r"/(?:video/|channels/[\w-]+/)?(\d+)(?:/([0-9a-f]+))?/?")
_VIMEO_EVENT = re.compile(r"/event/(\d+)(?:/embed)?(?:/([0-9a-f]+))?(?:/embed)?/?")
_SECRET = re.compile(r"^[0-9a-f]+$")
_PANOPTO = re.compile(r"/Panopto/Pages/(?:Viewer|Embed)\.aspx", re.IGNORECASE)


def _below(url: SplitResult, *domains: str) -> bool:
    return any(url.netloc == domain or url.netloc.endswith(f".{domain}") for domain in domains)


def _plain(url: SplitResult) -> str:
    """The address by https, without what only counts visitors."""
    kept = [pair for pair in parse_qsl(url.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    query = url.query if len(kept) == url.query.count("&") + 1 else urlencode(kept)
    return urlunsplit(url._replace(scheme="https", query=query))


def teams(url: SplitResult) -> Address | None:
    if url.netloc == "events.teams.microsoft.com":
        return Address(Provider.TEAMS, _plain(url), warning=OWN_REGISTRATION)
    if url.netloc not in TEAMS_HOSTS:
        return None
    if url.path.lower().startswith("/meetingoptions"):
        raise Unfit(HOSTS_PAGE)
    town_hall = url.path == "/convene/townhall" and asked(url, "eventId")
    return Address(Provider.TEAMS, _plain(url), embed=_plain(url) if town_hall else "")


def zoom(url: SplitResult) -> Address | None:
    if not _below(url, "zoom.us", "zoomgov.com"):
        return None
    if url.path.startswith(("/s/", "/start/")) or asked(url, "zak"):
        raise Unfit(HOSTS_OWN)
    if re.match(r"/(?:meeting|webinar)/\d", url.path) or url.path.startswith("/profile"):
        raise Unfit(HOSTS_PAGE)
    warning = PERSONAL if asked(url, "tk") else ""
    if "/register" in url.path:
        warning = OWN_REGISTRATION
    elif url.path.startswith("/rec/"):
        warning = RECORDING
    return Address(Provider.ZOOM, _plain(url), warning=warning)


def webex(url: SplitResult) -> Address | None:
    if not _below(url, "webex.com"):
        return None
    if re.search(r"/(?:start|host|mywebex|hostlogin)(?:/|$|\.)|/dashboard", url.path, re.IGNORECASE):
        raise Unfit(HOSTS_OWN)
    return Address(Provider.WEBEX, _plain(url), warning=OWN_REGISTRATION if "/register" in url.path else "")


def meet(url: SplitResult) -> Address | None:
    if url.netloc not in ("meet.google.com", "stream.meet.google.com"):
        return None
    return Address(Provider.MEET, urlunsplit(url._replace(scheme="https", query="", fragment="")))


def jitsi(url: SplitResult) -> Address | None:
    """Not embedded: the public service ends a framed meeting after five minutes."""
    return Address(Provider.JITSI, _plain(url)) if url.netloc in ("meet.jit.si", "8x8.vc") else None


def youtube(url: SplitResult) -> Address | None:
    if not _below(url, "youtube.com", "youtu.be", "youtube-nocookie.com"):
        return None
    if url.netloc == "studio.youtube.com" or url.path.startswith(("/live_dashboard", "/upload")):
        raise Unfit(HOSTS_PAGE)
    video = url.path.strip("/") if url.netloc == "youtu.be" else asked(url, "v")
    if found := _YOUTUBE_PATH.fullmatch(url.path):
        video = found[1]
    if not _VIDEO.fullmatch(video):
        return Address(Provider.YOUTUBE, _plain(url))
    embed = f"https://www.youtube-nocookie.com/embed/{video}"
    return Address(Provider.YOUTUBE, f"https://www.youtube.com/watch?v={video}", embed)


def vimeo(url: SplitResult) -> Address | None:
    if url.netloc not in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        return None
    if url.path.startswith(("/manage", "/live-producer", "/upload")):
        raise Unfit(HOSTS_PAGE)
    if found := _VIMEO_EVENT.fullmatch(url.path):
        event = f"https://vimeo.com/event/{'/'.join(filter(None, found.groups()))}"
        return Address(Provider.VIMEO, event, f"https://vimeo.com/event/{found[1]}/embed{_slash(found[2])}")
    if found := _VIMEO_VIDEO.fullmatch(url.path):
        secret = found[2] or "".join(_SECRET.findall(asked(url, "h"))[:1])
        query = urlencode({"h": secret, "dnt": 1} if secret else {"dnt": 1})
        player = f"https://player.vimeo.com/video/{found[1]}?{query}"
        return Address(Provider.VIMEO, f"https://vimeo.com/{found[1]}{_slash(secret)}", player)
    return Address(Provider.VIMEO, _plain(url))


def _slash(text: str | None) -> str:
    return f"/{text}" if text else ""


def videosync(url: SplitResult) -> Address | None:
    if not _below(url, "videosync.fi"):
        return None
    page = urlunsplit(url._replace(scheme="https", query="", fragment=""))
    return Address(Provider.VIDEOSYNC, page, f"{page}?embed-view=1" if url.path.strip("/") else "")


def icareus(url: SplitResult) -> Address | None:
    if url.netloc == "suite.icareus.com":
        plain = _plain(url)
        return Address(Provider.ICAREUS, plain, plain if "/player/" in url.path else "")
    return Address(Provider.ICAREUS, _plain(url)) if _below(url, "helsinkikanava.fi") else None


def panopto(url: SplitResult) -> Address | None:
    if not _below(url, "hosted.panopto.com", "cloud.panopto.eu"):
        return None
    if not (_PANOPTO.fullmatch(url.path) and re.fullmatch(r"[0-9a-fA-F-]{36}", asked(url, "id"))):
        return Address(Provider.PANOPTO, _plain(url))
    pages, video = f"https://{url.netloc}/Panopto/Pages", asked(url, "id")
    return Address(Provider.PANOPTO, f"{pages}/Viewer.aspx?id={video}", f"{pages}/Embed.aspx?id={video}")


def skype(url: SplitResult) -> Address | None:
    if not _below(url, "meet.lync.com", "join.skype.com"):
        return None
    return Address(Provider.SKYPE, _plain(url), warning=GONE)


def hls(url: SplitResult) -> Address | None:
    if url.scheme != "https" or not url.path.lower().endswith(".m3u8"):
        return None
    return Address(Provider.HLS, urlunsplit(url), urlunsplit(url))


SERVICES: tuple[Service, ...] = (
    teams, zoom, webex, meet, jitsi, youtube, vimeo, videosync, icareus, panopto, skype, hls,
)  # fmt: skip
