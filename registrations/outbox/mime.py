"""A letter as a mail: mixed[ alternative[ plain, related[ html, png ], calendar ], png, ics ].

Built from Python's own parts: Django's attach_alternative doubles the calendar's charset and breaks lines.
"""

from email import encoders, policy
from email.charset import QP, Charset
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr, formatdate, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from registrations import qr
from registrations.letters import Letter, layout
from registrations.models import OutgoingMail
from venues.fields import in_language
from venues.text import clean_line

TICKET_CID = "ticket@kiertue"
_ON_THE_WIRE = policy.compat32.clone(linesep="\r\n")
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


class Wire(MIMEMultipart):
    """The outermost part; whoever asks for its bytes gets the ones that travel."""

    def as_bytes(self, *args: Any, **kwargs: Any) -> bytes:
        return super().as_bytes(policy=_ON_THE_WIRE)


class Post(EmailMessage):
    """What Django's mail backends send: addresses, and the message as we built it."""

    def __init__(self, mail: OutgoingMail, letter: Letter) -> None:
        super().__init__(from_email=settings.DEFAULT_FROM_EMAIL, to=[mail.recipient.email or ""])
        self.wire = _wire(mail, letter)

    def message(self, **kwargs: Any) -> Any:
        return self.wire


def _wire(mail: OutgoingMail, letter: Letter) -> Wire:
    picture = qr.png(letter.ticket.payload) if letter.ticket else b""
    wire = Wire("mixed")
    _address(wire, mail, letter)
    wire.attach(_alternative(letter, picture))
    if picture:
        wire.attach(_picture(picture, "attachment", filename="ticket.png"))
    if letter.calendar:
        wire.attach(_calendar_file(letter.calendar.content))
    return wire


def _address(wire: Wire, mail: OutgoingMail, letter: Letter) -> None:
    organiser, language = mail.recipient.organiser, letter.words[0].language
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    wire["Subject"] = Header(clean_line(letter.subject), header_name="Subject").encode()
    wire["From"] = _mailbox(in_language(organiser.name, language)[0], sender)
    wire["To"] = _mailbox(mail.recipient.name, mail.recipient.email or "")
    wire["Reply-To"] = clean_line(organiser.mailbox)
    wire["Date"] = formatdate()
    wire["Message-ID"] = mail.message_id
    wire["Content-Language"] = ", ".join(words.language for words in letter.words)
    wire["Auto-Submitted"] = "auto-generated"


def _mailbox(name: str, address: str) -> str:
    name = clean_line(name)
    written = name if name.isascii() else Header(name, "utf-8", header_name="From").encode(linesep="")
    return formataddr((written, clean_line(address)))


def _alternative(letter: Letter, picture: bytes) -> MIMEMultipart:
    """Plain first, calendar last: readers take the last that they understand."""
    alternative = MIMEMultipart("alternative")
    alternative.attach(_text(layout.plain(letter), "plain"))
    related = MIMEMultipart("related")
    related.attach(_text(layout.html(letter, picture=f"cid:{TICKET_CID}"), "html"))
    if picture:
        related.attach(_picture(picture, "inline", cid=TICKET_CID))
    alternative.attach(related)
    if letter.calendar and letter.calendar.method:
        message = MIMEBase("text", "calendar", method=letter.calendar.method, charset="utf-8")
        alternative.attach(_base64(message, letter.calendar.content))
    return alternative


def _text(text: str, kind: str) -> MIMEText:
    return MIMEText(text, kind, _UTF8)  # type: ignore[arg-type]  # a Charset is as good as its name


def _picture(content: bytes, disposition: str, *, cid: str = "", **parameters: str) -> MIMEImage:
    picture = MIMEImage(content, "png")
    picture.add_header("Content-Disposition", disposition, **parameters)
    if cid:
        picture["Content-ID"] = f"<{cid}>"
    return picture


def _calendar_file(content: bytes) -> MIMEBase:
    file = _base64(MIMEBase("application", "ics"), content)
    file.add_header("Content-Disposition", "attachment", filename="calendar.ics")
    return file


def _base64(part: MIMEBase, content: bytes) -> MIMEBase:
    """Base64 keeps the calendar's CRLF and folds as they are."""
    part.set_payload(content)
    encoders.encode_base64(part)
    return part
