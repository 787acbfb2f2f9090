"""One world for all the guards: two organisers, and everybody who may stand at a door.

Vaasa's stop is in rehearsal, so that its doors and its watch page work today; it has a session that is hidden, and
Oulu's stop has nobody. Nothing here is a fixture: `build()` makes the rows of the test that calls it.
"""

import datetime
import uuid
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils import timezone

from events.actions.colleagues import Part, invite_colleague
from events.actions.programme import adopt_day
from events.actions.rehearsing import start_rehearsal
from events.actions.sessions import change_attendance
from events.actors import SYSTEM
from events.models import (
    ApiToken,
    ChecklistItem,
    ChecklistMark,
    Event,
    Job,
    Joining,
    Note,
    Organiser,
    ProgrammeItem,
    Session,
    SessionTemplate,
    TeamMember,
    Tour,
    User,
)
from registrations.actions import invite
from registrations.actions.details import Choice, Details, Way
from registrations.actions.entries import Contact, add
from registrations.actions.lists import make_list
from registrations.actions.register import register
from registrations.checkin import devices, scans
from registrations.models import (
    Announcement,
    Answer,
    Device,
    DeviceClaim,
    FrozenFile,
    FrozenList,
    Invitation,
    ListEntry,
    OutgoingMail,
    Participation,
    Person,
    Question,
    Registration,
    Scan,
)
from registrations.models.frozen_list import checksum
from tests import world
from venues.models import Region, Room, Venue
from webcast.models import AudienceQuestion, Stream, Webcast

SECRET_STREAM = "https://meet.example.org/l/secret-of-the-afternoon"


@dataclass(frozen=True)
class House:
    """The rows that addresses are made of."""

    tour: Tour
    stop: Event
    morning: Session
    afternoon: Session
    hidden: Session
    meeting: Event
    closed: Event
    registration: Registration
    invitation: Invitation
    draft: Invitation
    claim: DeviceClaim
    device: Device
    scan: Scan
    foreign: Event
    machine: ApiToken
    foreign_machine: ApiToken
    member: TeamMember
    joining: Joining
    note: Note
    entry: ListEntry
    frozen: FrozenList
    question: Question

    @property
    def organiser(self) -> Organiser:
        return self.tour.organiser

    @property
    def venue(self) -> Venue:
        assert self.stop.venue
        return self.stop.venue

    @cached_property
    def part(self) -> Participation:
        return self.registration.participations.get()

    @cached_property
    def letter(self) -> OutgoingMail:
        """The letter with the invitation that has."""
        return OutgoingMail.objects.filter(invitation=self.invitation).earliest("pk")

    @cached_property
    def job(self) -> Job:
        """Long work of the editor's, under way."""
        user = world.member(self.organiser)
        facts = {"kind": Job.Kind.PLAN_TOUR, "task": "events.actions.planned.task", "total": 60, "done": 20}
        submission = uuid.UUID(int=1)
        known = Job.objects.filter(submission=submission).first()
        return known or Job.objects.create(
            submission=submission, organiser=self.organiser, user=user, state=Job.State.RUNNING, **facts
        )

    @cached_property
    def row(self) -> SessionTemplate:
        """The afternoon of the tour's day."""
        return SessionTemplate.objects.get(sessions=self.afternoon)

    @cached_property
    def stream(self) -> Stream:
        return self.afternoon.streams.get()

    @cached_property
    def asked(self) -> AudienceQuestion:
        """What has been taken up in the rehearsal."""
        return AudienceQuestion.objects.get(session=self.afternoon, state="taken_up")

    @cached_property
    def region(self) -> Region:
        return Region.objects.get(slug=world.CITIES["vaasa"]["region"][1])


def build() -> House:
    """The world. Takes its rows with it when the test's transaction is rolled back."""
    tour = world.coming_tour("lape-2030", cities=("vaasa", "oulu"))
    stop = world.stop_of(tour, "vaasa")
    foreign = world.meeting("foreign", organiser=world.organiser("thl"))
    return House(
        tour=tour,
        meeting=world.meeting(),
        closed=_hidden(world.event("closed-circle", stop.date, city="oulu")).event,
        foreign=foreign,
        machine=world.machine(tour.organiser),
        foreign_machine=world.machine(foreign.organiser),
        member=_colleague(tour.organiser),
        joining=_asked(tour.organiser),
        entry=_listed(tour.organiser),
        **_at(stop),
    )


def at_another_stop(house: House) -> House:
    """The same house with all that belongs to a stop at Oulu's, where other people come."""
    return replace(house, **_at(world.stop_of(house.tour, "oulu"), "oulu."))


def _at(stop: Event, mark: str = "") -> dict[str, Any]:
    """What belongs to one stop: sessions, people, papers, a door."""
    stop = start_rehearsal(SYSTEM, stop)
    morning, afternoon = (
        Session.objects.whole().get(event=stop, admission=admission)
        for admission in (Session.Admission.INVITATION, Session.Admission.OPEN)
    )
    morning = change_attendance(SYSTEM, morning, attendance=Session.Attendance.MIXED)
    _broadcast(morning, afternoon)
    if not mark:
        adopt_day(SYSTEM, stop)
    Announcement.objects.create(session=afternoon, sequence=0, kind="moved", text={"fi": "Vain kirjeissä"})
    registration = arrives(afternoon, "Elle-Máret Näkkäläjärvi", f"{mark}elle@example.org")
    _questioned(afternoon, registration)
    claim, used = (devices.create_claim(SYSTEM, event=stop, name=name) for name in ("Door A", "Door B"))
    device = devices.take_into_use(used, language="fi")
    sent = scans.Sent(scan_id=uuid.uuid4(), code=registration.ticket_token)
    return {
        "stop": stop,
        "morning": morning,
        "afternoon": afternoon,
        "hidden": _hidden(stop),
        "registration": registration,
        "invitation": _invited(morning, mark),
        "draft": _drafted(morning, mark),
        "claim": claim,
        "device": device,
        "scan": scans.record(device, afternoon.uuid, sent).scan,
        "note": _planned(stop, morning, afternoon),
        "frozen": frozen_list(afternoon),
        "question": _asked_of(stop, registration),
    }


def _asked_of(stop: Event, registration: Registration) -> Question:
    """Two questions of the stop and one of its tour, to be chosen and to be written, with somebody's answers."""
    words = {
        "fi": "Mitä ministeriön pitäisi kuulla?",
        "sv": "Vad borde ministeriet höra?",
        "en": "What to hear?",
    }
    options = [
        {"key": key, "text": {language: f"{name} {key.upper()}" for language, name in names}}
        for key in ("a", "b")
        for names in [[("fi", "Työpaja"), ("sv", "Verkstad"), ("en", "Workshop")]]
    ]
    written = Question.objects.create(event=stop, kind="text", text=words, position=1)
    chosen = Question.objects.create(event=stop, kind="several", text=words, options=options, position=2)
    of_tour, _new = Question.objects.get_or_create(tour=stop.tour, defaults={"kind": "yes_no", "text": words})
    for question, said in (
        (written, {"text": "Junia."}),
        (chosen, {"choice": "a"}),
        (of_tour, {"choice": "yes"}),
    ):
        Answer.objects.create(registration=registration, question=question, **said)
    return written


def _planned(stop: Event, morning: Session, afternoon: Session) -> Note:
    """Something on every list of the plan, for the team's eyes but the programme of what is open."""
    for session in (morning, afternoon):
        ProgrammeItem.objects.create(
            session=session,
            starts=datetime.time(13, 15),
            title={"fi": "Avaus", "sv": "Öppning", "en": "Opening"},
            speakers="Liisa Esimerkki",
        )
    ChecklistItem.objects.create(tour=stop.tour, title="Tilaa tarjoilu", days=400)
    line = ChecklistItem.objects.create(event=stop, title="Varaa huone", days=2)
    ChecklistMark.objects.create(item=line, event=stop, done_at=timezone.now())
    return Note.objects.create(event=stop, text="Ovi on takapihalla.")


def frozen_list(session: Session) -> FrozenList:
    """The list as if it had been frozen, without the seconds of typesetting for each guard."""
    row = FrozenList.objects.create(
        session=session,
        number=1,
        frozen_at=timezone.now(),
        purpose=FrozenList.Purpose.ARCHIVE,
        kept_until=session.event.date,
        content_digest="",
        people=1,
        came=0,
    )
    for kind in FrozenFile.Kind:
        content = f"{kind} of Elle-Máret".encode()
        facts = {"sha256": checksum(content), "size": len(content), "content": content}
        FrozenFile.objects.create(frozen_list=row, kind=kind, **facts)
    return row


def arrives(session: Session, name: str, email: str, way: Way = Way.IN_PERSON) -> Registration:
    """Somebody registered through the form, with everything that it asks."""
    details = Details(
        name=name,
        language="fi",
        organisation_text="Saamelaiskäräjät",
        job_title="Nuorisosihteeri",
        municipality_text="Inari",
        assistant=True,
        consents=frozenset({"list", "news"}),
    )
    choices = [Choice(session, way)]
    return register(choices=choices, details=details, email=email, submission=uuid.uuid4())[0]


def _broadcast(morning: Session, afternoon: Session) -> None:
    access = Stream.Access
    Stream.objects.create(session=afternoon, url=SECRET_STREAM, recording_url=f"{SECRET_STREAM}/recording")
    Stream.objects.create(
        session=morning, url=f"{SECRET_STREAM}/morning", access=access.INVITED, language="sv"
    )


def _questioned(afternoon: Session, registration: Registration) -> None:
    """Questions of the rehearsal, new under a name and taken up without; and one of the day that was answered."""
    now, part = timezone.now(), registration.participations.get()
    Webcast.objects.create(session=afternoon, takes_questions=True, questions_moved_at=now)
    asked = {"session": afternoon, "language": "fi", "asked_at": now}
    rows: list[dict[str, Any]] = [
        {"text": "Kuka vastaa kuntoutuksesta?", "participation": part, "rehearsal": True},
        {"text": "Milloin laki tulee voimaan?", "state": "taken_up", "moved_at": now, "rehearsal": True},
        {"text": "Missä muistio on?", "state": "answered", "moved_at": now},
    ]
    for row in rows:
        AudienceQuestion.objects.create(submission=uuid.uuid4(), **asked, **row)


def _colleague(organiser: Organiser) -> TeamMember:
    """Somebody whose part may be changed."""
    return TeamMember.objects.get(user=world.member(organiser, "viewer"))


def _asked(organiser: Organiser) -> Joining:
    """A colleague who has not answered yet."""
    part = Part(role="editor")
    actor = world.editor(organiser, "admin")
    return invite_colleague(actor, organiser, email="uusi@example.org", language="fi", part=part)


def _listed(organiser: Organiser) -> ListEntry:
    """Liisa Esimerkki on the list of the region's leaders, whom no event knows."""
    actor = world.editor(organiser)
    leaders = make_list(actor, organiser, name="Pohjanmaan johtajat", note="Kysy ensin.")
    leaders.regions.set(Region.objects.filter(slug=world.CITIES["vaasa"]["region"][1]))
    make_list(actor, organiser, name="Ohjausryhmä")
    who = Contact(
        name="Liisa Esimerkki", email="liisa@example.org", source="Kunnan sivut", job_title="Johtaja"
    )
    return add(actor, leaders, who)


def _hidden(event: Event) -> Session:
    """A session that nobody hears of, in a room of its own."""
    assert event.venue
    room = Room.objects.create(venue=event.venue, name={"fi": "Takahuone", "sv": "Bakrum", "en": "Back room"})
    hidden = {"listing": Session.Listing.HIDDEN, "title": {"fi": "Johtoryhmä", "sv": "Ledningsgrupp"}}
    made = world.morning(event, room=room, **hidden)
    Event.objects.filter(pk=event.pk, status="draft").update(status="published", published_at=made.created_at)
    return Session.objects.whole().get(pk=made.pk)


def _invited(morning: Session, mark: str) -> Invitation:
    """Raija Esimerkki, whose secretary reads her letters."""
    organiser = morning.event.organiser
    person = invite.person_at(
        organiser, name="Raija Esimerkki", email=f"{mark}raija@example.org", language="fi"
    )
    office = invite.person_at(
        organiser, name="Sirpa Sihteeri", email=f"{mark}kirjaamo@example.org", language="fi"
    )
    row = invite.invite(
        SYSTEM,
        event=morning.event,
        sessions=[morning],
        person=person,
        letters_to=office,
        job_title="Kaupunginjohtaja",
        organisation_text="Vaasan kaupunki",
    )
    invite.send(SYSTEM, row)
    return Invitation.objects.whole().get(pk=row.pk)


def _drafted(morning: Session, mark: str) -> Invitation:
    """Tuomas Esimerkki, whose invitation waits to be sent."""
    person = invite.person_at(
        morning.event.organiser, name="Tuomas Esimerkki", email=f"{mark}tuomas@example.org"
    )
    return invite.invite(SYSTEM, event=morning.event, sessions=[morning], person=person)


def host_of(house: House) -> User:
    """The regional host: an editor of Oulu's stop, and of no other."""
    who = world.user("host@example.org", name="Helvi Host")
    member, _new = TeamMember.objects.get_or_create(
        user=who, organiser=house.organiser, defaults={"role": "editor", "limited": True}
    )
    member.events.add(world.stop_of(house.tour, "oulu"))
    return who


def person_of(house: House, role: str) -> Person | None:
    """Whom the organiser knows in this role."""
    return {"participant": house.registration.person, "invited": house.invitation.person}.get(role)
