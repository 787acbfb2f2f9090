"""What the address of each route holds: the table that a new route joins."""

from collections.abc import Iterable
from typing import Any

from events.tokens import LENGTH, Purpose
from tests.guards.house import House, person_of

NOBODYS = "A" * LENGTH
Held = dict[str, Any]
LISTED = ("_edit", "_archive", "_remove", "_act", "_add", "_import", "_export", "_invite")


def objects(house: House, role: str = "anonymous") -> dict[str, Held]:
    """What each route's address holds for this role. A route that is not named here has nothing in its address."""
    return {
        **_public(house, role),
        **_desk(house),
        **_plan(house),
        **_people(house),
        **_doors(house, role),
        **_api(house),
    }


def _each(prefix: str, pages: Iterable[str], held: Held) -> dict[str, Held]:
    return {f"{prefix}{page}": held for page in pages}


def _public(house: House, role: str) -> dict[str, Held]:
    event, tour, language = {"slug": house.stop.slug}, {"slug": house.tour.slug}, {"language": "fi"}
    watched = {"session_uuid": house.afternoon.uuid}
    mine = {"token": key(house, role, Purpose.MANAGE)}
    return {
        **_each("tour", ("", "_register"), tour),
        **_each("event", ("", "_register"), event),
        **_each("watch", ("", "_join", "_here", "_ask", "_asked", "_heartbeat", "_state"), watched),
        **_each("manage", ("", "_details", "_answers", "_another"), mine),
        **_each("manage", ("_part", "_cancel"), mine | watched),
        "invitation": {"token": key(house, role, Purpose.INVITATION)},
        "privacy_notice": {"slug": house.organiser.slug},
        "feed_all": language,
        "feed_tour": language | tour,
        "feed_region": language | {"slug": house.region.slug},
        "feed_organiser": language | {"slug": house.organiser.slug},
        "feed_session": language | {"uuid": house.afternoon.uuid},
        "my_feed": language | {"token": key(house, role, Purpose.FEED)},
        "join": {"token": key(house, role, Purpose.JOIN)},
        "mfa_remove_webauthn": {"pk": 1},
        **_each("openid_connect_", ("login", "callback"), {"provider_id": "oidc"}),
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    }


def _desk(house: House) -> dict[str, Held]:
    """What is organised: tours, events, sessions, webcasts."""
    event, session = {"slug": house.stop.slug}, {"uuid": house.afternoon.uuid}
    return {
        **_tours(house),
        **_each("desk_", ("next_meeting", "absent"), {"slug": house.meeting.slug}),
        **_each("desk_event", ("", "_counts"), event),
        **_each("desk_", ("change_date", "claim", "rehearsal", "edit", "venue_edit", "contacts"), event),
        **_each("desk_", ("documents", "session_new", "publish", "preview", "unreached"), event),
        **_each("desk_event_", ("move", "cancel", "reinstate", "online"), event),
        **_each("desk_", ("reschedule", "move", "cancel", "reinstate", "attendance"), session),
        **_each("desk_attendance_", ("csv", "xlsx", "pdf"), session),
        **_each("desk_", ("frozen", "sign"), session),
        **_each("desk_frozen_", ("pdf", "json"), session | {"version": house.frozen.uuid}),
        **_each("desk_session_", ("edit", "remove", "online"), session),
        **_each("desk_event_audience", ("", "_csv"), event),
        **_each("desk_audience", ("", "_now"), session),
        "desk_audience_move": session | {"question": house.asked.uuid},
        **_each("desk_webcast", ("", "_do", "_trouble", "_details", "_add"), session),
        **_each("desk_webcast_", ("stream", "remove", "open"), session | {"stream": house.stream.uuid}),
    }


def _tours(house: House) -> dict[str, Held]:
    """Whole tours, long work, and whose they are: tokens and the team."""
    tour = {"slug": house.tour.slug}
    return {
        **_each("desk_tour", ("", "_counts", "_edit", "_contacts", "_documents", "_publish"), tour),
        **_each("desk_tour_", ("preview", "reach", "reach_file", "release", "organisations", "repeat"), tour),
        **_each("desk_tour_audience", ("", "_csv"), tour),
        **_each("desk_tour_", ("shift", "move", "cancel", "reinstate"), tour),
        **_each("desk_programme", ("", "_begin", "_new"), tour),
        **_each("desk_programme_", ("row", "remove"), tour | {"uuid": house.row.uuid}),
        "desk_stop_new": tour,
        **_each("desk_job", ("", "_state", "_cancel"), {"uuid": house.job.uuid}),
        "desk_token_revoke": {"uuid": house.machine.uuid},
        "desk_team_invite": {"slug": house.organiser.slug},
        **_each("desk_team_", ("member", "remove"), {"uuid": house.member.uuid}),
        **_each("desk_team_", ("again", "withdraw"), {"uuid": house.joining.uuid}),
    }


def _plan(house: House) -> dict[str, Held]:
    """What is missing, and the plan of the day."""
    event, tour = {"slug": house.stop.slug}, {"slug": house.tour.slug}
    return {
        **_each("desk_tour_", ("missing", "checklist", "party", "answer_by"), tour),
        **_each("desk_tour_", ("questions", "question_new", "answers", "answers_csv"), tour),
        **_each("desk_", ("questions", "question_new", "answers", "answers_csv"), event),
        **_each("desk_question", ("", "_do"), {"uuid": house.question.uuid}),
        **_each("desk_", ("day", "run_sheet", "badges", "missing", "ahead", "notes"), event),
        **_each("desk_checklist", ("", "_mark", "_edit"), event),
        "desk_note_remove": event | {"uuid": house.note.uuid},
        "desk_session_programme": {"uuid": house.afternoon.uuid},
    }


def _people(house: House) -> dict[str, Held]:
    """The desk's pages of people and their papers."""
    event, person = {"slug": house.stop.slug}, {"uuid": house.registration.uuid}
    part = person | {"session_uuid": house.afternoon.uuid}
    return {
        **_each("desk_", ("invitations", "letters", "doors", "log"), event),
        **_each("desk_participants", ("", "_act", "_export"), event),
        "desk_participant_add": event,
        **_each("desk_person", ("", "_copy", "_letters", "_erase"), {"uuid": house.registration.person.uuid}),
        **_each("desk_participant", ("", "_edit", "_address", "_answers"), person),
        **_each("desk_participant_", ("put", "cancel", "again", "presence"), part),
        **_each("desk_", ("invitation_new", "invitations_send", "invitations_remind"), event),
        **_each("desk_", ("invitations_import", "message", "answer_by"), event),
        **_each("desk_invitation", ("", "_send", "_answer"), event | {"uuid": house.invitation.uuid}),
        **_each("desk_invitation_", ("edit", "withdraw"), event | {"uuid": house.draft.uuid}),
        **_each("desk_letter", ("", "_send"), event | {"uuid": house.letter.uuid}),
        **_each("desk_list", ("", *LISTED), {"uuid": house.entry.contact_list.uuid}),
        "desk_list_entry": {"uuid": house.entry.uuid},
        "desk_door_close": event | {"uuid": house.device.uuid},
    }


def _doors(house: House, role: str) -> dict[str, Held]:
    door = {"session": house.afternoon.uuid}
    return {
        "ticket": {"code": key(house, role, Purpose.TICKET)},
        "checkin_claim": {"token": key(house, role, Purpose.CLAIM)},
        **_each("checkin_", ("door", "scan", "find", "guest"), door),
        "checkin_registered": door | {"registration": house.registration.uuid},
        "checkin_invited": {"session": house.morning.uuid, "invitation": house.invitation.uuid},
        "checkin_verdict": door | {"scan": house.scan.scan_id},
    }


def _api(house: House) -> dict[str, Held]:
    return {
        "api_tour": {"slug": house.tour.slug},
        "api_event": {"slug": house.stop.slug},
        "api_session": {"uuid": house.afternoon.uuid},
        "api_venue": {"uuid": house.venue.uuid},
        "api_region": {"slug": house.region.slug},
        **_each("api_registration", ("", "_cancel"), {"uuid": house.registration.uuid}),
        **_each("api_participation", ("", "_cancel"), {"uuid": house.part.uuid}),
        **_each("api_invitation", ("", "_send"), {"uuid": house.invitation.uuid}),
    }


def key(house: House, role: str, purpose: Purpose) -> str:
    """The token that somebody in this role holds for a purpose; a made-up one of the right shape if none."""
    held: dict[tuple[str, Purpose], tuple[Any, str]] = {
        ("participant", Purpose.MANAGE): (house.registration, "manage_token"),
        ("participant", Purpose.TICKET): (house.registration, "ticket_token"),
        ("invited", Purpose.INVITATION): (house.invitation, "token"),
        ("invited", Purpose.JOIN): (house.joining, "token"),
        ("device", Purpose.CLAIM): (house.claim, "token"),
    }
    if purpose == Purpose.FEED and (person := person_of(house, role)):
        return person.feed_token
    row, name = held.get((role, purpose), (None, ""))
    return str(getattr(row, name)) if row else NOBODYS
