"""What organisers paste, and what becomes of it. Nothing is fetched."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from webcast.addresses import LONGEST, Address, Provider, Unfit, read

P = Provider
TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Abc%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d"
TOWN_HALL = "https://teams.microsoft.com/convene/townhall?eventId=1b-2c@3d&sessionId=4e"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
NOCOOKIE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
PANOPTO = "3b1a2c4d-1111-2222-3333-444455556666"
SAFE = "https://eur03.safelinks.protection.outlook.com/?data=05%7C02&url="
KEPT: list[tuple[str, Provider, str, str]] = [  # pasted, whose, in its shortest form (empty: as pasted), embedded
    (TEAMS, P.TEAMS, "", ""),
    ("https://teams.microsoft.com/meet/3141592653?p=Abc123", P.TEAMS, "", ""),
    ("https://teams.live.com/meet/9314159?p=xyz", P.TEAMS, "", ""),
    ("https://gov.teams.microsoft.us/l/meetup-join/19%3agcch", P.TEAMS, "", ""),
    (TOWN_HALL, P.TEAMS, "", TOWN_HALL),
    (
        "https://teams.microsoft.com/dl/launcher/launcher.html?url=%2F_%23%2Fl%2Fmeetup-join%2F19%3Aa&type=meetup",
        P.TEAMS, "https://teams.microsoft.com/l/meetup-join/19:a", "",
    ),
    ("https://zoom.us/j/91234567890?pwd=aBc.1", P.ZOOM, "", ""),
    ("https://thl-fi.zoom.us/j/91234567890?pwd=aBc&utm_source=mail", P.ZOOM,
     "https://thl-fi.zoom.us/j/91234567890?pwd=aBc", ""),
    ("http://zoom.us/j/91234567890", P.ZOOM, "https://zoom.us/j/91234567890", ""),
    ("zoom.us/j/91234567890", P.ZOOM, "https://zoom.us/j/91234567890", ""),
    ("https://us02web.zoom.us/my/ministry", P.ZOOM, "", ""),
    ("https://stm.webex.com/stm/j.php?MTID=m12ab", P.WEBEX, "", ""),
    ("https://stm.webex.com/meet/etunimi.sukunimi", P.WEBEX, "", ""),
    ("https://stm.webex.com/webappng/sites/stm/meeting/info/12", P.WEBEX, "", ""),
    ("https://meet.google.com/abc-defg-hij?authuser=0", P.MEET, "https://meet.google.com/abc-defg-hij", ""),
    ("https://stream.meet.google.com/stream/0f-1a", P.MEET, "", ""),
    ("https://meet.jit.si/KiertueVaasa", P.JITSI, "", ""),
    ("https://8x8.vc/vpaas/KiertueVaasa", P.JITSI, "", ""),
    (WATCH, P.YOUTUBE, "", NOCOOKIE),
    ("https://youtu.be/dQw4w9WgXcQ?si=share", P.YOUTUBE, WATCH, NOCOOKIE),
    ("youtu.be/dQw4w9WgXcQ", P.YOUTUBE, WATCH, NOCOOKIE),
    ("http://m.youtube.com/watch?t=1&v=dQw4w9WgXcQ", P.YOUTUBE, WATCH, NOCOOKIE),
    ("https://youtube.com/live/dQw4w9WgXcQ?feature=share", P.YOUTUBE, WATCH, NOCOOKIE),
    ("https://www.youtube.com/embed/dQw4w9WgXcQ", P.YOUTUBE, WATCH, NOCOOKIE),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", P.YOUTUBE, WATCH, NOCOOKIE),
    ("https://www.youtube.com/@stm/live", P.YOUTUBE, "", ""),
    ("https://www.youtube.com/channel/UCabc/live", P.YOUTUBE, "", ""),
    ("https://vimeo.com/123456", P.VIMEO, "", "https://player.vimeo.com/video/123456?dnt=1"),
    ("https://vimeo.com/123456/ab12cd", P.VIMEO, "", "https://player.vimeo.com/video/123456?h=ab12cd&dnt=1"),
    ("https://player.vimeo.com/video/123456?h=ab12cd", P.VIMEO, "https://vimeo.com/123456/ab12cd",
     "https://player.vimeo.com/video/123456?h=ab12cd&dnt=1"),
    ("https://vimeo.com/event/777", P.VIMEO, "", "https://vimeo.com/event/777/embed"),
    ("https://vimeo.com/event/777/ab12", P.VIMEO, "", "https://vimeo.com/event/777/embed/ab12"),
    ("https://vimeo.com/event/777/embed/ab12", P.VIMEO, "https://vimeo.com/event/777/ab12",
     "https://vimeo.com/event/777/embed/ab12"),
    ("https://vimeo.com/showcase/a", P.VIMEO, "", ""),
    ("https://eduskunta.videosync.fi/2026-06-04", P.VIDEOSYNC, "",
     "https://eduskunta.videosync.fi/2026-06-04?embed-view=1"),
    ("https://suite.icareus.com/fi/web/org/player/vod?assetId=12", P.ICAREUS, "",
     "https://suite.icareus.com/fi/web/org/player/vod?assetId=12"),
    ("https://www.helsinkikanava.fi/fi/web/helsinkikanava/player/live", P.ICAREUS, "", ""),
    (f"https://thl.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id={PANOPTO}&start=0", P.PANOPTO,
     f"https://thl.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id={PANOPTO}",
     f"https://thl.cloud.panopto.eu/Panopto/Pages/Embed.aspx?id={PANOPTO}"),
    ("https://uni.hosted.panopto.com/Panopto/Pages/Sessions/List.aspx", P.PANOPTO, "", ""),
    ("https://cdn.example.org/live/master.m3u8", P.HLS, "", "https://cdn.example.org/live/master.m3u8"),
    ("https://cdn.example.org/a.m3u8?t=1", P.HLS, "", "https://cdn.example.org/a.m3u8?t=1"),
    ("https://video.example.org/stop#room", P.OTHER, "", ""),
    ("https://Video.Example.ORG:443/Stop", P.OTHER, "https://video.example.org/Stop", ""),
    ("https://example.org/kevät?q=ä", P.OTHER, "https://example.org/kev%C3%A4t?q=%C3%A4", ""),
    ("https://example.org/'\"><script>", P.OTHER, "https://example.org/'%22%3E%3Cscript%3E", ""),
    ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", P.OTHER, "", ""),
    ("https://notzoom.us/s/1?zak=2", P.OTHER, "", ""),
    ("  <https://example.org/a>  ", P.OTHER, "https://example.org/a", ""),
    (f"{SAFE}https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ&reserved=0", P.YOUTUBE, WATCH, NOCOOKIE),
    ("https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=https%3A%2F%2Fzoom.us%2Fj%2F1",
     P.ZOOM, "https://zoom.us/j/1", ""),
    ("https://urldefense.proofpoint.com/v2/url?u=https-3A__zoom.us_j_91234567890-3Fpwd-3Da&d=x", P.ZOOM,
     "https://zoom.us/j/91234567890?pwd=a", ""),
    ("https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fzoom.us%2Fj%2F1&k=x", P.ZOOM, "https://zoom.us/j/1", ""),
    ("https://urldefense.com/v3/__https://vimeo.com/event/777__;!!Abc!xyz$", P.VIMEO,
     "https://vimeo.com/event/777", "https://vimeo.com/event/777/embed"),
    ("https://urldefense.com/v3/__https://example.org/a*b__;Iw!!Abc!xyz$", P.OTHER, "https://example.org/a#b", ""),
    ("https://www.google.com/url?sa=t&q=https://youtu.be/dQw4w9WgXcQ", P.YOUTUBE, WATCH, NOCOOKIE),
    ("https://google.fi/url?url=https%3A%2F%2Fzoom.us%2Fj%2F1", P.ZOOM, "https://zoom.us/j/1", ""),
    (f"{SAFE}https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fzoom.us%252Fj%252F1", P.ZOOM,
     "https://zoom.us/j/1", ""),
]  # fmt: skip
WARNED = {
    "https://events.teams.microsoft.com/event/1b-2c@3d": "register once more",
    "https://zoom.us/webinar/register/WN_abc": "register once more",
    "https://zoom.us/w/91234567890?tk=abc.DQ": "one person's own link",
    "https://zoom.us/rec/share/abc": "a recording",
    "https://meet.lync.com/stm/etu.suku/ABC123": "no longer available",
    "https://join.skype.com/abc": "no longer available",
}
REFUSED = {
    "https://zoom.us/s/91234567890": "the host starts",
    "https://zoom.us/j/91234567890?zak=eyJ": "the host starts",
    "https://zoom.us/start/webmeeting": "the host starts",
    "https://zoom.us/meeting/91234567890/edit": "own page",
    "https://teams.microsoft.com/meetingOptions/?organizerId=1": "own page",
    "https://studio.youtube.com/video/dQw4w9WgXcQ/livestreaming": "own page",
    "https://vimeo.com/manage/videos/123456": "own page",
    "https://stm.webex.com/mw3300/mywebex/default.do": "the host starts",
    f"{SAFE}https%3A%2F%2Fzoom.us%2Fs%2F91234567890": "the host starts",
    "": "one whole address",
    "https://zoom.us/j/1 https://zoom.us/j/2": "one whole address",
    "https://zoom.us/j/1\x00": "one whole address",
    "https://zoom.us/\u202ej/1": "one whole address",
    "https://zoom.us\\@example.org/": "one whole address",
    "\ud800": "one whole address",
    "javascript:alert(1)": "begin with https",
    "JavaScript://zoom.us/%0aalert(1)": "begin with https",
    "data:text/html,<b>": "begin with https",
    "ftp://example.org/a": "begin with https",
    "http://example.org/a": "begin with https",
    "http://example.org/a.m3u8": "begin with https",
    "Join the meeting": "one whole address",
    "zoom": "begin with https",
    "//zoom.us/j/1": "begin with https",
    "https://": "no ordinary host",
    "https://localhost/a": "no ordinary host",
    "https://127.0.0.1/a": "no ordinary host",
    "https://[::1]/a": "no ordinary host",
    "https://[": "not an address of the web",
    "https://zoöm.us/j/1": "no ordinary host",
    "https://xn--zom-tna.us/j/1": "no ordinary host",
    "https://zoom.us./j/1": "no ordinary host",
    "https://user:secret@zoom.us/j/1": "a user name",
    "https://zoom.us@example.org/": "a user name",
    "https://example.org:8443/live": "a port number",
    f"https://example.org/{'a' * LONGEST}": "too long",
    f"{SAFE}javascript%3Aalert(1)": "begin with https",
    f"{SAFE}https%3A%2F%2Fexample.org%2F%00": "one whole address",
    SAFE: "one whole address",
}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("pasted", "provider", "url", "embed"), KEPT)
def test_what_is_pasted_is_kept_in_its_shortest_form(
    pasted: str, provider: Provider, url: str, embed: str
) -> None:
    found = read(pasted)
    assert found == Address(provider, url or pasted, embed)
    assert read(found.url) == found
    assert found.origin in ("", f"https://{embed.split('/')[2]}" if embed else "")


@pytest.mark.parametrize(("pasted", "sentence"), WARNED.items())
def test_an_address_that_may_disappoint_is_kept_with_a_warning(pasted: str, sentence: str) -> None:
    found = read(pasted)
    assert (found.url, found.embed) == (pasted, "")
    assert sentence in str(found.warning)


@pytest.mark.parametrize(("pasted", "sentence"), REFUSED.items())
def test_an_address_that_is_not_for_viewers_is_refused_in_words(pasted: str, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(pasted)
    assert sentence in str(refused.value)


def test_an_address_wrapped_without_end_is_refused() -> None:
    onion = "https://zoom.us/j/1"
    for _layer in range(9):
        onion = f"https://www.google.com/url?q={onion.replace('%', '%25').replace('&', '%26')}"
    with pytest.raises(Unfit, match="too many"):
        read(onion)


def test_the_table_is_long_enough() -> None:
    assert len(KEPT) + len(WARNED) + len(REFUSED) >= 60
