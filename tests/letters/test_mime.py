"""The mail around a letter, part by part."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from events.models import Organiser
from registrations import qr
from registrations.actions.details import Way
from registrations.letters import letter_for
from registrations.models import OutgoingMail, Person
from registrations.outbox.mime import Post
from tests.letters import cast
from tests.letters.cast import Kind

pytestmark = pytest.mark.django_db


def wire(kind: str) -> bytes:
    mail = cast.last(kind)
    return Post(mail, letter_for(mail)).message().as_bytes()


def parsed(kind: str) -> EmailMessage:
    message = message_from_bytes(wire(kind), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def tree(part: MIMEPart) -> str:
    inside = ", ".join(tree(child) for child in part.iter_parts()) if part.is_multipart() else ""
    return f"{part.get_content_subtype()}[{inside}]" if inside else part.get_content_type()


def test_a_confirmation_has_the_parts_that_every_reader_understands() -> None:
    cast.registered(cast.afternoon())

    assert tree(parsed(Kind.CONFIRMED)) == (
        "mixed[alternative[text/plain, related[text/html, image/png], text/calendar], "
        "image/png, application/ics]"
    )


def test_a_letter_without_ticket_and_calendar_has_only_words() -> None:
    session = cast.full(cast.afternoon())
    cast.registered(session, Way.QUEUE)

    assert tree(parsed(Kind.WAITING)) == "mixed[alternative[text/plain, related[text/html]]]"


def test_an_invitation_brings_a_file_and_no_message_for_calendars() -> None:
    cast.invited()

    assert tree(parsed(Kind.INVITED)) == "mixed[alternative[text/plain, related[text/html]], application/ics]"


def test_the_calendar_part_has_one_method_one_charset_and_its_own_bytes() -> None:
    cast.registered(cast.afternoon())
    letter = cast.letter_of(Kind.CONFIRMED)
    mail = cast.last(Kind.CONFIRMED)

    content = Post(mail, letter).message().as_bytes()

    (part,) = [
        each for each in message_from_bytes(content).walk() if each.get_content_type() == "text/calendar"
    ]
    assert part["Content-Type"].count("charset") == 1
    assert part.get_param("charset") == "utf-8"
    assert part.get_param("method") == "REQUEST"
    assert part["Content-Transfer-Encoding"] == "base64"
    assert letter.calendar
    assert part.get_payload(decode=True) == letter.calendar.content
    assert b"METHOD:REQUEST\r\n" in letter.calendar.content
    assert letter.calendar.content.count(b"\n") == letter.calendar.content.count(b"\r\n")
    assert b"PARTSTAT=ACCEPTED" in letter.calendar.content.replace(b"\r\n ", b"")
    assert b"RSVP=FALSE" in letter.calendar.content.replace(b"\r\n ", b"")


def test_leaving_takes_the_entry_back_without_a_status_and_calling_off_with_one() -> None:
    session = cast.afternoon()
    registration = cast.registered(session)
    OutgoingMail.objects.update(state=OutgoingMail.State.SENT)
    cast.cancelled(registration, session)

    content = wire(Kind.CANCELLED)
    letter = cast.letter_of(Kind.CANCELLED)

    assert b'method="CANCEL"' in content
    assert letter.calendar
    assert b"STATUS" not in letter.calendar.content
    OutgoingMail.objects.filter(kind=Kind.CANCELLED).update(kind=Kind.CALLED_OFF)
    called_off = cast.letter_of(Kind.CALLED_OFF)
    assert called_off.calendar
    assert b"STATUS:CANCELLED" in called_off.calendar.content


def test_nobody_is_told_to_remove_an_entry_that_never_came() -> None:
    session = cast.full(cast.afternoon())
    cast.cancelled(cast.registered(session, Way.QUEUE), session)

    assert cast.letter_of(Kind.CANCELLED).calendar is None


def test_the_inline_and_the_attached_picture_both_hold_the_ticket() -> None:
    registration = cast.registered(cast.afternoon())
    message = parsed(Kind.CONFIRMED)

    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]

    assert [part.get_content_disposition() for part in pictures] == ["inline", "attachment"]
    assert pictures[0]["Content-ID"] == "<ticket@kiertue>"
    markup = message.get_body(["html"])
    assert markup
    assert 'src="cid:ticket@kiertue"' in markup.get_content()
    for part in pictures:
        (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(part.get_content())))
        assert found.text == qr.payload(registration)


def test_the_head_says_who_writes_and_that_no_machine_need_answer() -> None:
    cast.registered(cast.afternoon(), language="sv")
    message = parsed(Kind.CONFIRMED)

    assert message["From"] == "Ministeriet stm <kiertue@example.org>"
    assert message["To"] == "Maija Meikäläinen <maija@example.org>"
    assert message["Reply-To"] == "stm@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert message["Message-ID"] == cast.last(Kind.CONFIRMED).message_id
    assert message["Date"]


@pytest.mark.parametrize(
    "name",
    [
        'Hyvinvointi, terveys; "Åbo" <x@y.example>',
        "Ääkkösiä, pilkkuja " * 7,
        "Long, plain and with commas, " * 5,
        "Ö" * 140,
        "Evil\r\nBcc: victim@example.org",
        "= ?utf-8?q?x?=",
    ],
)
def test_any_name_stays_a_name_and_adds_no_header(name: str) -> None:
    cast.registered(cast.afternoon())
    Person.objects.update(name=name)
    Organiser.objects.update(name={"fi": name})

    content = wire(Kind.CONFIRMED)

    raw = message_from_bytes(content)
    plain_name = " ".join(name.split())
    for header, address in (("From", "kiertue@example.org"), ("To", "maija@example.org")):
        written, mailbox = parseaddr(raw[header].replace("\r\n", ""))
        assert str(make_header(decode_header(written))) == plain_name
        assert mailbox == address
    assert raw["Bcc"] is None
    assert max(len(line) for line in content.split(b"\r\n")) < 200
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_long_subject_is_read_as_it_was_written() -> None:
    cast.registered(
        cast.afternoon(short_title={"fi": "Lasten ja nuorten hyvinvointi ja palvelut å"}), language="fi"
    )

    assert parsed(Kind.CONFIRMED)["Subject"] == cast.letter_of(Kind.CONFIRMED).subject
