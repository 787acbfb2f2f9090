"""What an organiser does at the desk: change, rehearse, hand out doors, take the lists."""

import csv
import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.story.reader import Reader
from tests.story.stage import Stage, Stop


def sign_in(reader: Reader, stage: Stage) -> None:
    """The desk asks who is there, and then speaks the language of one's choice."""
    login = stage.example["organisers"][0]["login"]
    reader.open("/organiser/")
    reader.page.locator("input[name=login]").fill(login["email"])
    reader.page.locator("input[name=password]").fill(login["password"])
    reader.page.locator("main form button").first.click()
    reader.page.wait_for_url("**/organiser/")
    reader.turn_to_own_language()


def open_stop(reader: Reader, stop: Stop) -> None:
    reader.open("/organiser/")
    reader.page.locator(f'a[href="/organiser/events/{stop.slug}/"]').click()


def part(reader: Reader, session: str) -> Locator:
    """What the stop's page says of one session."""
    return reader.page.locator(f'section[aria-labelledby="session-{session}"]')


def reschedule(reader: Reader, stop: Stop, starts: str, ends: str) -> None:
    open_stop(reader, stop)
    reader.follow("Change the time", within=part(reader, stop.afternoon))
    reader.write("Begins at", starts)
    reader.write("Ends at", ends)
    reader.press("See what it means")
    reader.sees("Nothing is done yet.")
    reader.press("Save the time")
    reader.sees("The time is saved.")


def all_are_told(reader: Reader, stop: Stop) -> None:
    """The stop's page says so of the afternoon, and how many they are."""
    open_stop(reader, stop)
    told = reader.say("The latest change: %(told)s of %(concerned)s told.", told=r"(\d+)", concerned=r"\1")
    expect(part(reader, stop.afternoon)).to_contain_text(re.compile(told))


def rehearse(reader: Reader, stop: Stop) -> None:
    open_stop(reader, stop)
    reader.press("Start a rehearsal")
    reader.sees("The rehearsal is on: doors and watch pages work as on the day.")


def door(reader: Reader, stop: Stop, name: str) -> str:
    """The link that makes a phone the door of this name."""
    open_stop(reader, stop)
    reader.follow("Take a phone into use at a door")
    reader.write("Name of the door", name)
    reader.press("Show the code")
    return reader.page.locator("#claim").input_value()


def everybody_listed(reader: Reader, stop: Stop) -> dict[str, str]:
    """The attendance list in its four shapes, as text: on screen, as CSV, XLSX and PDF."""
    open_stop(reader, stop)
    reader.follow("Attendance list", within=part(reader, stop.afternoon))
    table = io.StringIO(_taken(reader, "Table (CSV)").decode("utf-8-sig"), newline="")
    with zipfile.ZipFile(io.BytesIO(_taken(reader, "Excel (XLSX)"))) as workbook:
        cells = b"".join(workbook.read(name) for name in workbook.namelist() if name.endswith(".xml"))
    pdf = PdfReader(io.BytesIO(_saved(reader, "Sheet to sign (PDF)")))
    return {
        "screen": reader.page.locator("main table").inner_text(),
        "csv": "\n".join(" ".join(row) for row in csv.reader(table, delimiter=";")),
        "xlsx": cells.decode(),
        "pdf": "\n".join(page.extract_text() for page in pdf.pages),
    }


def _taken(reader: Reader, words: str) -> bytes:
    """A file that names people: why they leave the house is asked first."""
    reader.follow(words)
    reader.page.get_by_label(reader.say("Reporting and follow-up")).check()
    with reader.page.expect_download() as download:
        reader.press("Take the file")
    reader.follow("Back to the list")
    return Path(download.value.path()).read_bytes()


def _saved(reader: Reader, words: str) -> bytes:
    with reader.page.expect_download() as download:
        reader.follow(words)
    return Path(download.value.path()).read_bytes()
