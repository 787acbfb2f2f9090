"""What the letters say."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from events.actors import SYSTEM
from events.models import Event
from events.when import when
from registrations.actions.answer import Answer
from registrations.actions.details import Way
from registrations.actions.invite import send
from registrations.actions.message import write_to
from registrations.letters import Letter, layout
from registrations.models import OutgoingMail
from registrations.outbox.posting import about, about_invitation, reminder, to_person
from tests import world
from tests.letters import cast
from tests.letters.cast import Kind

pytestmark = pytest.mark.django_db
LANGUAGES = ["fi", "sv", "en"]


def write_every_kind(language: str) -> None:
    """One letter of each kind, through the product's actions where there is one."""
    session = cast.afternoon()
    registration = cast.registered(session, language=language)
    part = registration.participations.whole().get()
    cast.registered(session, language=language)
    session = cast.afternoon(in_person_capacity=1)
    cast.registered(session, Way.QUEUE, who=("Jussi Jonossa", "jussi@example.org"), language=language)
    invitation = cast.invited(language=language)
    extra = [about(part, Kind.PROMOTED), about(part, Kind.CHANGED), about(part, Kind.CALLED_OFF)]
    extra += [
        about_invitation(invitation, Kind.ASKED_AGAIN, 1),
        about_invitation(invitation, Kind.INVITATION_CHANGED, 1),
        about_invitation(invitation, Kind.DECLINED, 1),
    ]
    extra += [
        reminder(part),
        to_person(registration.person, Kind.LINKS, language=language, every_seconds=600),
    ]
    OutgoingMail.objects.bulk_create(extra)
    text = {"fi": "Käyttäkää sivuovea.", "sv": "Använd sidodörren.", "en": "Use the side door."}
    write_to(world.editor(), session.event, audience="all", text=text, submission=uuid4())
    cast.cancelled(registration, session)
    cast.answered(invitation, Answer.SUBSTITUTE, language)


def words_in(markup: str) -> set[str]:
    body = re.sub(r"(?s)<style>.*?</style>|<title>.*?</title>", "", markup)
    pieces = re.split(r"<[^>]+>", body)
    return {unescape(piece).strip() for piece in pieces} - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_written_in_every_language_and_its_two_layouts_say_the_same(language: str) -> None:
    write_every_kind(language)

    assert set(OutgoingMail.objects.values_list("kind", flat=True)) == set(Kind.values)
    for kind in Kind.values:
        letter = cast.letter_of(kind)
        text, markup = layout.plain(letter), layout.html(letter, picture="cid:x")
        assert letter.words[0].language == language
        assert "\n" not in letter.subject
        assert not re.search(r"%\(|\{\{|None|\n\n\n", text), kind
        missing = {word for word in words_in(markup) if word not in text}
        assert not missing, kind
        for action in letter.words[0].actions:
            assert action.url in text
            assert f'href="{action.url}"' in markup


def test_a_confirmation_says_what_when_and_where_first_and_holds_the_code_and_the_link() -> None:
    session = cast.afternoon()
    registration = cast.registered(session, language="en")

    letter = cast.letter_of(Kind.CONFIRMED)
    text = layout.plain(letter)

    with translation.override("en"):
        assert when(session) in text
    assert letter.subject == "LAPE, Vaasa, Afternoon: You have a place"
    assert "University of Vaasa\nWolffintie 32, 65200 Vaasa" in text
    code = registration.door_code
    assert f"{code[:4]} {code[4:]}" in text
    assert f"http://testserver/en/my/{registration.manage_token}/" in text
    assert "Your name is enough too." in text
    assert "Removing the entry from your calendar does not cancel your place." in text
    assert "stm@example.org" in text
    assert (
        text.index("Open afternoon for everybody") < text.index("University of Vaasa") < text.index(code[:4])
    )


def test_a_web_participant_gets_the_way_to_the_webcast_and_no_ticket() -> None:
    cast.registered(cast.afternoon(), Way.ONLINE, language="en")

    letter = cast.letter_of(Kind.CONFIRMED)

    assert letter.ticket is None
    assert "opens a little before" in layout.plain(letter)
    assert "Wolffintie" not in layout.plain(letter)


def test_who_waits_for_the_room_is_told_so_with_and_without_the_web() -> None:
    session = cast.full(cast.afternoon())
    cast.registered(session, Way.QUEUE, who=("A", "a@example.org"), language="en")
    cast.registered(session, Way.QUEUE_AND_ONLINE, who=("B", "b@example.org"), language="en")

    assert "You are in line for a place." in cast.text_of(Kind.WAITING)
    assert cast.letter_of(Kind.WAITING).calendar is None
    assert "You take part on the web and are in line for the room." in cast.text_of(Kind.CONFIRMED)


def test_who_moves_up_gets_a_ticket() -> None:
    session = cast.afternoon()
    first = cast.registered(session, who=("Erkki Ensin", "erkki@example.org"))
    cast.afternoon(in_person_capacity=1)
    cast.registered(session, Way.QUEUE, language="en")
    cast.cancelled(first, session)

    letter = cast.letter_of(Kind.PROMOTED)

    assert letter.words[0].headline == "You have got a place."
    assert letter.ticket is not None


def test_a_form_sent_again_is_answered_with_what_holds_and_two_ways_on() -> None:
    session = cast.afternoon()
    registration = cast.registered(session, language="en")
    cast.registered(session, language="en")

    text = cast.text_of(Kind.ALREADY)

    assert "Nothing has changed." in text
    assert "A place in the room." in text
    assert f"/en/my/{registration.manage_token}/another/" in text


def test_a_form_sent_again_is_not_told_of_what_no_page_shows() -> None:
    session = cast.afternoon()
    world.afternoon(session.event, listing="hidden", short_title={"fi": "Salattu", "en": "Secret"})
    cast.registered(session, language="en")
    cast.registered(session, language="en")

    assert "Secret" not in cast.text_of(Kind.ALREADY)


def test_a_secretary_reads_of_the_other_in_the_third_person_and_gets_no_calendar_message() -> None:
    invitation = cast.invited(letters_to=cast.secretary("en"))
    assert "You answer for Liisa Leader." in cast.text_of(Kind.INVITED)

    cast.answered(invitation, Answer.ATTENDS)

    letter = cast.letter_of(Kind.CONFIRMED)
    text = layout.plain(letter)
    assert "Liisa Leader has a place." in text
    assert "you answer for Liisa Leader" in text
    assert letter.calendar is None


def test_an_invitation_holds_the_date_without_a_method() -> None:
    cast.invited(language="en")

    letter = cast.letter_of(Kind.INVITED)

    assert letter.calendar is not None
    assert letter.calendar.method == ""
    assert b"METHOD" not in letter.calendar.content
    assert b"ATTENDEE" not in letter.calendar.content


ASKED_AGAIN = {
    "fi": "Emme ole vielä saaneet vastaustasi.",
    "sv": "Vi har inte fått ditt svar ännu.",
    "en": "We have not had your answer yet.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_has_had_the_invitation_reads_it_with_other_first_words(language: str) -> None:
    invitation = cast.invited(language=language)
    first = cast.letter_of(Kind.INVITED)
    OutgoingMail.objects.update(state="sent", sent_at=timezone.now())
    send(SYSTEM, invitation)

    letter = cast.letter_of(Kind.ASKED_AGAIN)
    text = layout.plain(letter)

    headline = ASKED_AGAIN[language]
    assert letter.subject == f"LAPE, {'Vasa' if language == 'sv' else 'Vaasa'}: {headline[:-1]}"
    assert text.startswith(headline)
    assert text.replace(headline, first.words[0].headline) == layout.plain(first)
    assert f"/{language}/invitation/{invitation.token}/" in text


def test_asking_again_brings_the_same_entry_as_the_invitation_did() -> None:
    invitation = cast.invited(language="en")
    first = cast.letter_of(Kind.INVITED).calendar
    OutgoingMail.objects.update(state="sent", sent_at=timezone.now())
    send(SYSTEM, invitation)

    letter = cast.letter_of(Kind.ASKED_AGAIN)

    assert first is not None
    assert letter.calendar == first
    assert b"METHOD" not in first.content


def test_a_secretary_is_asked_again_about_the_other() -> None:
    invitation = cast.invited(letters_to=cast.secretary("en"))
    OutgoingMail.objects.update(state="sent", sent_at=timezone.now())
    send(SYSTEM, invitation)

    text = cast.text_of(Kind.ASKED_AGAIN)

    assert text.startswith("We have not had an answer for Liisa Leader yet.")
    assert "You answer for Liisa Leader." in text


def test_a_no_is_thanked_for_and_can_be_changed_until_the_beginning() -> None:
    cast.answered(cast.invited(language="en"), Answer.CANNOT)

    text = cast.text_of(Kind.DECLINED)

    assert "Thank you for answering." in text
    assert re.search(r"until .* 09:30", text)


def test_the_invited_hear_who_comes_instead() -> None:
    cast.answered(cast.invited(language="en"), Answer.SUBSTITUTE)

    assert cast.letter_of(Kind.SUBSTITUTED).words[0].headline == "Veikko Varalla comes in your place."


def test_links_lists_what_its_reader_reads_for_anybody() -> None:
    reader = cast.secretary("en")
    own = cast.registered(cast.afternoon(), who=(reader.name, reader.email or ""), language="en")
    invitation = cast.invited(letters_to=reader)
    OutgoingMail.objects.bulk_create([to_person(reader, Kind.LINKS, language="en", every_seconds=600)])

    text = cast.text_of(Kind.LINKS)

    assert f"/en/my/{own.manage_token}/" in text
    assert f"/en/invitation/{invitation.token}/" in text
    assert "Liisa Leader" in text
    assert "/calendar/en/my/" in text


def test_an_unknown_language_makes_one_letter_in_both_national_ones() -> None:
    cast.registered(cast.afternoon())
    mail = cast.last(Kind.CONFIRMED)
    OutgoingMail.objects.filter(pk=mail.pk).update(language="")

    letter = cast.letter_of(Kind.CONFIRMED)

    assert [words.language for words in letter.words] == ["fi", "sv"]
    assert "Avoin iltapäivä kaikille" in layout.plain(letter)
    assert "Vasa universitet" in layout.plain(letter)
    assert letter.subject.count(" / ") == 1


def test_writing_a_letter_leaves_the_language_as_it_was() -> None:
    cast.registered(cast.afternoon(), language="sv")

    with translation.override("en"):
        cast.letter_of(Kind.CONFIRMED)
        assert translation.get_language() == "en"


def tokens_of_everything() -> set[str]:
    secrets = set()
    for mail in OutgoingMail.objects.select_related("recipient"):
        for row in (mail.participation and mail.participation.registration, mail.invitation):
            for name in ("manage_token", "ticket_token", "door_code", "token"):
                secrets.add(getattr(row, name, ""))
    return secrets - {""}


def holds_a_secret(letter: Letter) -> bool:
    everything = layout.plain(letter) + layout.html(letter) + str(letter.ticket)
    everything += letter.calendar.content.decode().replace("\r\n ", "") if letter.calendar else ""
    bare = everything.replace(" ", "")
    return bool(re.search(r"\b[A-Z2-7]{26}\b", everything)) or any(
        secret in bare for secret in tokens_of_everything()
    )


def test_a_masked_letter_holds_no_token_and_no_code() -> None:
    write_every_kind("en")

    for kind in Kind.values:
        assert not holds_a_secret(cast.letter_of(kind, masked=True)), kind
    leaks = {kind for kind in Kind.values if holds_a_secret(cast.letter_of(kind))}
    assert leaks >= {Kind.CONFIRMED, Kind.ALREADY, Kind.INVITED, Kind.LINKS}, (
        "the check must find planted leaks"
    )


def test_no_calendar_part_holds_a_token() -> None:
    write_every_kind("en")

    for kind in Kind.values:
        calendar = cast.letter_of(kind).calendar
        unfolded = calendar.content.replace(b"\r\n ", b"").decode() if calendar else ""
        assert not any(secret in unfolded for secret in tokens_of_everything()), kind


def test_an_unknown_place_and_time_are_said_to_be_unknown() -> None:
    cast.registered(cast.afternoon(), language="en")
    session = cast.afternoon(starts_at=None, ends_at=None)
    Event.objects.filter(pk=session.event_id).update(venue=None)

    text = cast.text_of(Kind.CONFIRMED)

    assert "time not set" in text
    assert "The place will be told later." in text
