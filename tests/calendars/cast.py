"""The entry that the calendar tests write: Vaasa's afternoon on the tour of 2016."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from events.ical.entry import Entry
from events.ical.letter import Mailbox

HELSINKI = ZoneInfo("Europe/Helsinki")
SENT = datetime(2016, 5, 20, 7, 30, tzinfo=UTC)
OFFICE = Mailbox("Social- och hälsovårdsministeriet", "lape@example.org")
AINO = Mailbox('Aino "Ainu" Öhman; Vasa, Åbo', "aino+vasa@example.org")

VAASA = Entry(
    uid="5b1c8f0e-0000-4000-8000-000000000001@kiertue.example.org",
    sequence=2,
    modified=datetime(2016, 5, 18, 8, 25, tzinfo=UTC),
    created=datetime(2016, 5, 2, 6, 0, tzinfo=UTC),
    language="sv",
    summary="Programmet för utveckling av barn- och familjetjänsterna",
    day=date(2016, 6, 1),
    timezone="Europe/Helsinki",
    starts=datetime(2016, 6, 1, 13, tzinfo=HELSINKI),
    ends=datetime(2016, 6, 1, 16, tzinfo=HELSINKI),
    description="Eftermiddagen är öppen för alla.",
    location="Vasa stadshus, Senatsgatan 1, 65100 Vasa",
    geo=(63.09500000000001, 21.61565649),
    url="https://kiertue.example.org/sv/events/vaasa/",
    conference="https://kiertue.example.org/sv/watch/5b1c8f0e/",
    categories=("LAPE, 2016", "Österbotten"),
    image="https://kiertue.example.org/static/tour.png",
)

NASTY = (
    "Kunnat, järjestöt; seurakunnat \\ muut",
    r"\\palvelin\Neuvottelut, ei rivinvaihtoa \n eikä \N",
    "Ensimmäinen\nToinen\r\nKolmas\rNeljäs\x0bViides\u2028Kuudes",
    "👩‍👩‍👧‍👦 perhe 🇫🇮 " * 12,
    "שלום עולם, مرحبا بالعالم; \u202eesrever\u202c",
    "kello\x07, nolla\x00, väri\x1b[31m, poisto\x7f, c1\x9f, seuraava\x85rivi",
    "yksinäinen \ud83d sijainen ja \ufeffmerkki",
    "   reunoilla tyhjää\t  ",
    "\"lainaus\" ja ^' ja ^n ja 'yksi'",
    "ä" * 300,
    "\\" * 150,
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected",
    "100 % %(title)s {title} %s",
    "pitkä:kaksois;piste=merkki," * 20,
)
