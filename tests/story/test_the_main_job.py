"""The main job end to end, in Swedish, with a Finnish and an English step: a stop is found, joined, changed, held."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from tests.harness.browser import Camera, Strangers
from tests.harness.camera import film
from tests.harness.served import Serve
from tests.harness.smtp import Letter
from tests.story import doors, letters, organisers, participants
from tests.story.participants import Asa
from tests.story.reader import Reader
from tests.story.stage import Stage, Stop, raise_curtain

pytestmark = [pytest.mark.browser, pytest.mark.smoke]
QUIET_SECONDS = 1
OFFICE = "kirjaamo.vaasa@example.org"
MEETING_SERVICE = "https://video.example.org/"

People = Callable[[str], Reader]


@pytest.fixture
def stage(serve: Serve) -> Stage:
    return raise_curtain(serve, QUIET_SECONDS=str(QUIET_SECONDS))


@pytest.fixture
def people(browser: Browser, stage: Stage, strangers: Strangers) -> Iterator[People]:
    """Readers by language, each with a browser of their own; the meeting service is the one foreign address."""

    met: list[BrowserContext] = []

    def meet(language: str) -> Reader:
        context = browser.new_context(locale=f"{language}-FI")
        context.set_default_timeout(10_000)
        context.route(f"{MEETING_SERVICE}**", _meeting)
        strangers.watch(context)
        met.append(context)
        return Reader(context.new_page(), language, stage.product.url)

    yield meet
    for context in met:
        context.close()
    strangers.urls[:] = [url for url in strangers.urls if not url.startswith(MEETING_SERVICE)]


def _meeting(route: Route) -> None:
    route.fulfill(body="<title>The meeting</title>", content_type="text/html")


def test_a_stop_is_found_joined_changed_watched_and_held(
    stage: Stage, people: People, camera: Camera, tmp_path: Path
) -> None:
    stop, asa, secretary, organiser = stage.stop("vaasa"), people("sv"), people("en"), people("sv")
    _leader, director, earlier = stage.guests(stop)

    participants.look(asa, stop)
    participants.find_a_full_room(asa, stage.stop("helsinki"))
    participants.register(asa, stop)
    first = participants.read_the_letter(stage, stop)
    letter = participants.change_to_the_web_and_back(asa, stage, first)
    participants.ask_for_the_links(people("fi"), stage, known=letters.link(letter, "my"))

    (invitation,) = participants.letters_about(stage, OFFICE, director, 1)
    participants.answer_for(secretary, invitation, director)
    *_, confirmation = participants.letters_about(stage, OFFICE, director, 2)
    participants.add_the_afternoon(secretary, confirmation)
    participants.letters_about(stage, OFFICE, director, 3)

    organisers.sign_in(organiser, stage)
    hear_of_a_change(stage, organiser, stop, director, letter)
    entry = participants.subscribed(asa, stop)[stop.afternoon]
    assert (entry["DTSTART"].dt, entry["SEQUENCE"]) == (stop.at(13, 30), 1)

    participants.watch_page(secretary, confirmation)
    organisers.rehearse(organiser, stop)
    participants.join(secretary, stop)

    (of_morning,) = participants.letters_about(stage, OFFICE, earlier, 1)
    main = phone(camera, organisers.door(organiser, stop, "Huvudingång"), stop, tmp_path / "main", letter)
    doors.says(main, "Welcome", "go", Asa.name)
    side = phone(camera, organisers.door(organiser, stop, "Sidodörr"), stop, tmp_path / "side", of_morning)
    doors.says(side, "Another session", "amber", earlier)
    check_in_by_typing(side, letters.door_code(letter))

    for shape, content in organisers.everybody_listed(organiser, stop).items():
        assert Asa.name in content, shape
        assert Asa.organisation in content, shape
    assert_rows(stage, stop, director)
    stage.product.manage("audit_invariants")


def hear_of_a_change(stage: Stage, organiser: Reader, stop: Stop, director: str, before: Letter) -> None:
    """Everybody concerned gets one letter after the quiet time, with the entry as it is now."""
    organisers.reschedule(organiser, stop, "13:30", "16:30")
    organiser.page.wait_for_timeout(QUIET_SECONDS * 1000)
    stage.nudge("registrations.told.sweep")
    *_, after = stage.letters(Asa.email, 5)
    old, new = letters.entry(before), letters.entry(after)
    assert (new["UID"], new["DTSTART"].dt) == (old["UID"], stop.at(13, 30))
    assert new["SEQUENCE"] > old["SEQUENCE"]
    *_, to_office = participants.letters_about(stage, OFFICE, director, 4)
    for letter in (after, to_office):
        assert "13.30–16.30" in letters.text(letter)
    organisers.all_are_told(organiser, stop)


def phone(camera: Camera, link: str, stop: Stop, path: Path, shown: Letter) -> Reader:
    """Takes a door into use by its link, and sees the ticket of a letter."""
    page = camera(film(path, [letters.ticket(shown)])).new_page()
    reader = Reader(page, "sv", link.partition("/checkin/")[0])
    doors.claim(reader, link, stop)
    return reader


def check_in_by_typing(phone: Reader, code: str) -> None:
    """A mistake is taken back, and the same person let in again."""
    doors.next_one(phone)
    doors.type_code(phone, code)
    doors.says(phone, "Already in", "amber", Asa.name)
    doors.undo(phone)
    doors.next_one(phone)
    doors.type_code(phone, code)
    doors.says(phone, "Welcome", "go", Asa.name)


def assert_rows(stage: Stage, stop: Stop, director: str) -> None:
    """What the database holds: a place for each, the scans of a rehearsal, every letter sent or overtaken."""
    parts = "list(Participation.objects.filter(registration__person__name='{}').order_by('session_id')"
    parts += ".values_list('session__uuid', 'mode', 'status', 'attended_at'))"
    scans = "list(Scan.objects.order_by('pk').values_list('kind', 'verdict', 'rehearsal'))"
    waiting = "OutgoingMail.objects.exclude(state__in=['sent', 'overtaken']).count()"
    told = "list(OutgoingMail.objects.filter(kind='changed').values_list('participation__session__uuid', flat=True))"
    queries = f"{parts.format(Asa.name)}, {parts.format(director)}, {scans}, {waiting}, {told}"
    of_asa, of_director, scanned, unsent, changed = stage.rows(f"[{queries}]")
    assert of_asa == [[stop.afternoon, "in_person", "attending", None]]
    assert of_director == [
        [stop.morning, "in_person", "attending", None],
        [stop.afternoon, "online", "attending", None],
    ]
    assert scanned == [
        ["in", "welcome", True],
        ["seen", "another_session", True],
        ["seen", "already_in", True],
        ["undo", "undone", True],
        ["in", "welcome", True],
    ]
    assert unsent == 0
    assert set(changed) == {stop.afternoon}
