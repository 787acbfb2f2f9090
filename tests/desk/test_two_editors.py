"""Two people edit the same stop: what each has written stays, and where they collide the second one chooses."""

from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from events.actions.moves import move
from events.actors import SYSTEM
from events.models import Contact, Event, LogEntry, Session, Tour, User
from events.stamps import merged
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import listed, opened, send
from tests.desk.test_edit import edit, now, of
from tests.harness.axe import faults

Two = tuple[Client, Client]


@pytest.fixture
def two(sign_in: SignIn, tour: Tour) -> Two:
    """Anna, and the second editor, who wrote more slowly."""
    pair = sign_in("admin"), sign_in("editor")
    User.objects.filter(email__startswith="admin@").update(name="Anna Virta")
    return pair


def collides(client: Client, path: str, fields: dict[str, Any]) -> tuple[str, dict[str, str], dict[str, str]]:
    """The page with both versions: its text, what it sends unseen, and the digest of each part it asks about."""
    answer = client.post(path, fields)
    assert answer.status_code == 409
    sent = dict(answer.context["sent"])
    asked = {f"version-{each.part}": each.digest for each in answer.context["versions"]}
    return " ".join(unescape(answer.content.decode()).split()), sent, asked


def test_what_does_not_collide_is_put_together(session: Session, two: Two) -> None:
    anna, second = two
    at = of(session, "edit")
    slow = opened(second, at)
    send(anna, at, opened(anna, at), title_0="Annan otsikko", case_number="VN/1/2027")
    page = send(second, at, slow, title_1="Min rubrik", languages=["fi"])
    stop = Event.objects.get(pk=session.event_id)
    assert (stop.title.data["fi"], stop.title.data["sv"]) == ("Annan otsikko", "Min rubrik")
    assert (stop.case_number, stop.languages) == ("VN/1/2027", ["fi"])
    assert "Meanwhile this was saved by Anna Virta, " in page
    assert "Title (Finnish), Case number. It stays" in unescape(page)
    assert LogEntry.objects.filter(target_uuid=stop.uuid, verb="edit").count() == 2


def test_where_both_have_written_the_second_chooses(session: Session, two: Two) -> None:
    anna, second = two
    at = of(session, "edit")
    slow = opened(second, at) | {"title_0": "Minun <b>otsikkoni</b>", "case_number": "VN/2"}
    send(anna, at, opened(anna, at), title_0="Annan otsikko", title_1="Annas rubrik")
    before = LogEntry.objects.count()
    page, sent, asked = collides(second, at, slow)
    assert "saved by Anna Virta, " in page
    assert 'lang="fi">Annan otsikko</span>' in page
    assert 'lang="fi">Minun <b>otsikkoni</b></span>' in page
    assert list(asked) == ["version-title.fi"]
    assert LogEntry.objects.count() == before
    assert "Choose one of the two" in collides(second, at, sent | {"version-title.fi": ""})[0]
    send(second, at, sent, **{part: f"theirs {digest}" for part, digest in asked.items()})
    stop = Event.objects.get(pk=session.event_id)
    assert (stop.title.data["fi"], stop.title.data["sv"], stop.case_number) == (
        "Annan otsikko", "Annas rubrik", "VN/2",
    )  # fmt: skip
    slow["seen"] = sent["seen"]
    _page, sent, asked = collides(second, at, slow)
    send(second, at, sent, **{part: f"mine {digest}" for part, digest in asked.items()})
    stop.refresh_from_db()
    assert (stop.title.data["fi"], stop.title.data["sv"]) == ("Minun <b>otsikkoni</b>", "Annas rubrik")


def test_a_choice_holds_only_against_the_version_that_was_shown(session: Session, two: Two) -> None:
    anna, second = two
    at = of(session, "edit")
    slow = opened(second, at) | {"title_0": "Minun"}
    send(anna, at, opened(anna, at), title_0="Annan")
    _page, sent, asked = collides(second, at, slow)
    send(anna, at, opened(anna, at), title_0="Annan toinen")
    mine = {part: f"mine {digest}" for part, digest in asked.items()}
    page, _sent, _asked = collides(second, at, sent | mine)
    assert "Annan toinen" in page
    assert Event.objects.get(pk=session.event_id).title.data["fi"] == "Annan toinen"


def test_a_session_keeps_the_places_of_one_and_the_texts_of_the_other(session: Session, two: Two) -> None:
    anna, second = two
    at = edit(session)
    slow = opened(second, at)
    send(anna, at, opened(anna, at), in_person_capacity="70", registration_closes="2030-01-10T12:00")
    send(second, at, slow, captions_0="Tekstitys", description_1="Mer")
    row = now(session)
    assert (row.in_person_capacity, row.captions.data, row.description.data) == (
        70, {"fi": "Tekstitys"}, {"sv": "Mer"},
    )  # fmt: skip
    _page, sent, asked = collides(second, at, slow | {"registration_opens": "2030-01-11T12:00"})
    assert list(asked) == ["version-registration_opens", "version-registration_closes"]
    assert now(session).registration_opens is None
    choices = {"version-registration_opens": "theirs x", "version-registration_closes": "theirs x"}
    send(second, at, sent, **choices)
    assert now(session).registration_closes is not None


def test_a_text_about_one_place_is_never_saved_for_another(session: Session, two: Two) -> None:
    _anna, second = two
    at = of(session, "place")
    slow = opened(second, at) | {"directions_0": "Vaasassa junalla"}
    oulu = world.venue("oulu")
    move(SYSTEM, session.event, venue=oulu)
    page, _sent, _asked = collides(second, at, slow)
    assert "Vaasassa junalla" in page
    oulu.refresh_from_db()
    assert not str(oulu.directions)


def test_another_organiser_s_people_are_not_named(session: Session, two: Two, sign_in: SignIn) -> None:
    """The register of places is shared; theirs stays as it is, for they are coming to it too."""
    theirs = world.event("theirs", session.event.date, city="vaasa", organiser=world.organiser("thl"))
    User.objects.filter(email="editor@stm.example.org").update(name="Eila Editori")
    path, at = "/organiser/events/theirs/place/", of(session, "place")
    stranger = sign_in(of="thl")
    slow = opened(stranger, path) | {"directions_0": "Bussilla"}
    send(two[1], at, opened(two[1], at), directions_0="Junalla")
    assert theirs.venue
    assert theirs.venue == now(session).event.venue
    page, _sent, asked = collides(stranger, path, slow)
    assert list(asked) == ["version-directions.fi"]
    assert "saved by somebody else." in page
    assert "Eila" not in page


def test_contacts_that_both_have_added_both_stay(session: Session, two: Two) -> None:
    anna, second = two
    at = of(session, "contacts")
    send(anna, at, listed(anna, at), **{"form-0-name": "Aino"})
    slow = listed(second, at)
    send(anna, at, listed(anna, at), **{"form-1-name": "Bo"})
    page = send(second, at, slow, **{"form-0-phone": "040", "form-1-name": "Cecilia"})
    stored = Contact.objects.filter(event=session.event).order_by("pk").values_list("name", "phone")
    assert list(stored) == [("Aino", "040"), ("Cecilia", ""), ("Bo", "")]
    assert "saved by Anna Virta, " in page
    slow = listed(second, at)
    send(anna, at, listed(anna, at), **{"form-0-phone": "050"})
    page, sent, asked = collides(second, at, slow | {"form-0-phone": "060"})
    assert "1. Aino, 050 2. Cecilia 3. Bo" in page
    assert "1. Aino, 060 2. Cecilia 3. Bo" in page
    send(second, at, sent, **{part: f"theirs {digest}" for part, digest in asked.items()})
    assert Contact.objects.get(name="Aino").phone == "050"
    send(second, at, sent, **{part: f"mine {digest}" for part, digest in asked.items()})
    assert Contact.objects.get(name="Aino").phone == "060"


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "both"),
    [
        ("abc", "abc", "axc", "axc"),
        ("abc", "axc", "abc", "axc"),
        ("abc", "abcx", "abcy", "abcxy"),
        ("", "x", "y", "xy"),
        ("abc", "bc", "abX", "bX"),
        ("abc", "acb", "abcx", "acbx"),
        ("abc", "xbc", "ybc", None),
        ("abc", "xbc", "bc", None),
        ("abc", "xbc", "xbc", "xbc"),
        ("abc", "", "abc", ""),
        ("abcd", "abXd", "Yacd", None),
        ("abcd", "abcX", "Ybcd", "YbcX"),
        ("aa", "aab", "ca", "cab"),
    ],
)
def test_lists_are_put_together_row_by_row(before: str, theirs: str, mine: str, both: str | None) -> None:
    assert merged(before, theirs, mine) == (list(both) if both is not None else None)


def test_whoever_sends_nonsense_as_seen_overwrites_nothing_unseen(session: Session, two: Two) -> None:
    _anna, second = two
    at = of(session, "edit")
    for nonsense in ("", "= = =", "1 title.fi", "x" * 3999):
        _page, _sent, asked = collides(second, at, opened(second, at) | {"title_0": "Uusi", "seen": nonsense})
        assert asked
    assert Event.objects.get(pk=session.event_id).title.data["fi"] == "Vaasa"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_scripts_the_second_chooses_and_pages_are_for_everybody(
    browser: Browser, context: BrowserContext, site: str, session: Session, two: Two
) -> None:
    anna, second = two
    plain, at = browser.new_context(java_script_enabled=False), of(session, "edit")
    key = second.cookies[settings.SESSION_COOKIE_NAME].value
    for each in (plain, context):
        each.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
    page, checked = plain.new_page(), context.new_page()
    for one in (page, checked):
        one.goto(f"{site}{at}")
        one.get_by_label("Finnish", exact=True).first.fill("Minun otsikkoni")
    send(anna, at, opened(anna, at), title_0="Annan otsikko")
    for one in (page, checked):
        one.get_by_role("button", name="Save").click()
        one.get_by_role("heading", name="Two versions").wait_for()
    assert not faults(checked)
    page.get_by_role("radio", name="What you have written Minun otsikkoni").check()
    page.get_by_role("button", name="Save what is chosen").click()
    page.get_by_text("It is saved.").wait_for()
    assert Event.objects.get(pk=session.event_id).title.data["fi"] == "Minun otsikkoni"
    comes(session, "Aino Äijälä")
    page.get_by_role("search").get_by_role("searchbox").fill("aijala")
    page.get_by_role("search").get_by_role("button").click()
    page.get_by_role("link", name="Aino Äijälä").wait_for()
    checked.goto(f"{site}/organiser/search/?q=vaasa")
    assert not faults(checked)
    plain.close()
