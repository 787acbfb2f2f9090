"""What people do who come: look, register, read, change, answer, follow."""

import urllib.request
from dataclasses import dataclass
from typing import Any

import icalendar
from playwright.sync_api import expect

from tests.harness.smtp import Letter
from tests.story import letters
from tests.story.reader import Reader
from tests.story.stage import Stage, Stop

HIDDEN = "/sv/events/tyokokous-2020-04-27/"
HAND = 2100  # ms; a form that comes back quicker was filled by a machine


@dataclass(frozen=True)
class Asa:
    """Who registers in this story."""

    name = "Åsa Vikström-Nätti"
    email = "asa.vikstrom@example.org"
    organisation = "Korsholms kommun"


def look(reader: Reader, stop: Stop) -> None:
    """From the bare address to the tour and the stop: the morning in outline, the hidden meeting nowhere."""
    reader.open("/")
    reader.reads_own_language()
    assert "2020-04-27" not in reader.page.content()
    reader.page.locator(f'a[href="/sv/tours/{stop.tour}/"]').click()
    expect(reader.page.locator("ul.stops > li")).to_have_count(7)
    reader.page.get_by_role("link", name="Vasa", exact=True).click()
    morning = reader.page.locator("section.card.quiet")
    expect(morning).to_contain_text("9.30–11.30")
    expect(morning).to_contain_text("kommunalt förtroendevalda")
    expect(morning).to_contain_text(reader.say("By invitation"))
    expect(morning.get_by_role("link")).to_have_count(0)
    assert reader.page.request.get(reader.site + HIDDEN).status == 404


def find_a_full_room(reader: Reader, stop: Stop) -> None:
    """The line, the web, and both together are offered in the same breath."""
    reader.open(f"/sv/events/{stop.slug}/register/")
    for way in ("Online, and in line for the room", "Only in line for the room", "Online"):
        expect(reader.choice(way)).to_be_visible()
    expect(reader.choice("In person")).to_have_count(0)


def register(reader: Reader, stop: Stop) -> None:
    """One page; another language on the way loses nothing."""
    reader.open(f"/sv/events/{stop.slug}/")
    reader.follow("Register")
    reader.choose("In person")
    reader.write("Name", Asa.name)
    reader.page.locator("header [lang=en]").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    expect(reader.page.locator("#id_name")).to_have_value(Asa.name)
    reader.turn_to_own_language()
    reader.write("E-mail", Asa.email)
    reader.write("Organisation", Asa.organisation)
    reader.write("Municipality", "Korsholm")
    reader.page.locator("#id_region").select_option(label="Österbotten")
    reader.choose("A personal assistant comes with me")
    expect(reader.page.locator("input[name=consents]:checked")).to_have_count(0)
    reader.page.wait_for_timeout(HAND)
    reader.press("Register")
    reader.sees("Read your mail next")
    reader.sees("Wrong address? Correct it")
    assert "/my/" not in reader.page.locator("main").inner_html()


def read_the_letter(stage: Stage, stop: Stop) -> Letter:
    """It holds the ticket, the calendar entry and the link; it is in the language of the form."""
    (letter,) = stage.letters(Asa.email, 1)
    assert letter.message["Content-Language"] == "sv"
    assert letters.ticket(letter)
    assert letters.door_code(letter)
    entry = letters.entry(letter)
    assert entry["UID"].startswith(stop.afternoon)
    assert entry["DTSTART"].dt == stop.at(13)
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    return letter


def change_to_the_web_and_back(reader: Reader, stage: Stage, letter: Letter) -> Letter:
    """Each change is a letter that replaces the entry; returns the last, which has the ticket again."""
    reader.open(letters.link(letter, "my"))
    reader.sees(Asa.name, within="h1")
    _take_part(reader, "Online")
    *_, on_web = stage.letters(Asa.email, 2)
    assert not letters.pictures(on_web)
    _take_part(reader, "In person")
    *_, back = stage.letters(Asa.email, 3)
    assert letters.ticket(back) == letters.ticket(letter)
    entries = [letters.entry(each) for each in (letter, on_web, back)]
    assert len({entry["UID"] for entry in entries}) == 1
    assert entries[0]["SEQUENCE"] < entries[1]["SEQUENCE"] < entries[2]["SEQUENCE"]
    return back


def _take_part(reader: Reader, way: str) -> None:
    reader.follow("Change how I take part")
    reader.choose(way)
    reader.press("Save")
    reader.sees("Saved. If anything changed, we have written to you.")


def ask_for_the_links(reader: Reader, stage: Stage, known: str) -> None:
    """The same answer to everybody; to somebody known a letter with the same link in it."""
    answers = set()
    for address in ("nobody@example.org", Asa.email):
        reader.open("/fi/my/")
        reader.write("E-mail", address)
        reader.press("Send my links")
        reader.sees(address, within="main [role=status]")
        answers.add(reader.page.locator("main").inner_text().replace(address, "…"))
    assert len(answers) == 1
    *_, letter = stage.letters(Asa.email, 4)
    assert letter.message["Content-Language"] == "fi"
    assert letters.link(letter, "my").split("/my/")[1] == known.split("/my/")[1]
    assert not stage.product.post.sink.to("nobody@example.org")


def letters_about(stage: Stage, address: str, name: str, count: int) -> list[Letter]:
    """Of all that an office gets, those about one person; waits until there are `count`."""
    for total in range(1, 20):
        found = [letter for letter in stage.letters(address, total) if name in letters.text(letter)]
        if len(found) >= count:
            return found
    raise AssertionError(f"too few letters about {name}")


def answer_for(reader: Reader, invitation: Letter, name: str) -> None:
    """A secretary says yes for the morning, and no for the afternoon."""
    reader.open(letters.link(invitation, "invitation"))
    reader.turn_to_own_language()
    reader.sees("%(name)s is invited", within="h1", name=name)
    expect(reader.choice("Not here").get_by_role("radio")).to_be_checked()
    reader.choose("%(name)s attends", name=name)
    reader.choose("I answer for %(name)s", name=name)
    reader.press("Send the answer")
    reader.sees("%(name)s attends.", name=name)


def add_the_afternoon(reader: Reader, confirmation: Letter) -> None:
    """Somebody who is invited adds the open part, on the web."""
    reader.open(letters.link(confirmation, "my"))
    reader.turn_to_own_language()
    reader.follow("Add this")
    reader.choose("Online")
    reader.press("Save")
    reader.sees("Saved. If anything changed, we have written to you.")


def subscribed(reader: Reader, stop: Stop) -> dict[str, Any]:
    """The tour's calendar at the address that its page gives: uid without domain → VEVENT."""
    reader.open(f"/sv/tours/{stop.tour}/")
    address = reader.page.get_by_label(reader.say("Address of the calendar")).input_value()
    with urllib.request.urlopen(address, timeout=10) as answer:
        calendar: Any = icalendar.Calendar.from_ical(answer.read())
    return {str(entry["UID"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}


def watch_page(reader: Reader, confirmation: Letter) -> None:
    """From the letter over one's own page; before the time the page says when."""
    reader.open(letters.link(confirmation, "my"))
    reader.turn_to_own_language()
    reader.follow("Go to the watch page")
    reader.sees("You will find the button here when the webcast opens.")
    assert "video.example.org" not in reader.page.content()


def join(reader: Reader, stop: Stop) -> None:
    """The webcast opens beside the page, which never holds its address."""
    reader.follow("Check again")
    reader.sees("The session is going on now.")
    assert "video.example.org" not in reader.page.content()
    with reader.page.context.expect_page() as opened:
        reader.press("Open the webcast")
    opened.value.wait_for_url(f"https://video.example.org/{stop.slug}")
    reader.sees("The session is going on now.")
