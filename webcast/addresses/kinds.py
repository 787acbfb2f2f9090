"""The words for addresses: whose service, what to know about it, and why one is refused."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.refusals import Refused


class Provider(models.TextChoices):
    TEAMS = "teams", "Microsoft Teams"
    ZOOM = "zoom", "Zoom"
    WEBEX = "webex", "Webex"
    MEET = "meet", "Google Meet"
    JITSI = "jitsi", "Jitsi"
    YOUTUBE = "youtube", "YouTube"
    VIMEO = "vimeo", "Vimeo"
    VIDEOSYNC = "videosync", "Videosync"
    ICAREUS = "icareus", "Icareus"
    PANOPTO = "panopto", "Panopto"
    HLS = "hls", _("Video stream (HLS)")
    SKYPE = "skype", "Skype"
    OTHER = "other", _("Another service")


@dataclass(frozen=True, slots=True)
class Address:
    """`url`: the shortest form that works. `embed`: what a page of ours may show, or nothing. `warning`: a sentence."""

    provider: Provider
    url: str
    embed: str = ""
    warning: str | Promise = ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def embed_host(self) -> str:
        return urlsplit(self.embed).netloc

    @property
    def origin(self) -> str:
        """The one source that the page's policy allows for `embed`."""
        return f"https://{self.embed_host}" if self.embed else ""

    @property
    def is_video(self) -> bool:
        """Played by the browser itself, without a page of the service."""
        return self.provider == Provider.HLS


class Unfit(Refused):
    sentence = _("This is not an address of the web.")


OWN_REGISTRATION = _(
    "This service asks everybody to register once more. Ask it for a plain join link if you can."
)
PERSONAL = _("This looks like one person's own link. Everybody who opens it would come in under that name.")
GONE = _("Skype is no longer available. Nobody can join at this address.")
RECORDING = _("This is the address of a recording, not of a live webcast.")
