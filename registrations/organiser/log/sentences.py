"""What each verb of the log says, by verb and kind of row. The rows hold ids and codes only; the words stand here."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import LogEntry, TeamMember
from events.models.session import Mode
from registrations.actions.by_hand import Reason
from registrations.models import FrozenList, Invitation, Participation
from registrations.organiser.participants.purpose import ListPurpose, Purpose

Kind = LogEntry.ActorKind
Sentences = Mapping[str, str | Promise]

EVENT: Sentences = {
    "add": gettext_lazy("The event was added"),
    "edit": gettext_lazy("The event was edited"),
    "publish": gettext_lazy("The event was published"),
    "repeat": gettext_lazy("The event was made from an earlier one"),
    "change_date": gettext_lazy("The event was moved to another day"),
    "move": gettext_lazy("The event was moved to another place"),
    "cancel": gettext_lazy("The event was cancelled"),
    "reinstate": gettext_lazy("The cancellation of the event was taken back"),
    "set contacts": gettext_lazy("The contacts were changed"),
    "set documents": gettext_lazy("The documents were changed"),
    "set checklist": gettext_lazy("The checklist was changed"),
    "tick off": gettext_lazy("A line of the checklist was marked as done"),
    "untick": gettext_lazy("A line of the checklist was marked as not done after all"),
    "add note": gettext_lazy("A note was written"),
    "remove note": gettext_lazy("A note was removed"),
    "start rehearsal": gettext_lazy("A rehearsal was started"),
    "stop rehearsal": gettext_lazy("The rehearsal was ended"),
    "ask for answers": gettext_lazy("The day by which the invited are asked to answer was changed"),
    "export": gettext_lazy("The list of participants was taken out as a file"),
    "export questions": gettext_lazy("The questions from the audience were taken out as a file"),
    "export answers": gettext_lazy("The answers to the questions were taken out as a file"),
    "write to participants": gettext_lazy("The participants were written to"),
    "print badges": gettext_lazy("Name badges were made as a file"),
    "import invitations": gettext_lazy("Invitations were drafted from a table"),
    "invite from list": gettext_lazy("Invitations were drafted from a contact list"),
    "take back import": gettext_lazy(
        "Drafts from a table or a list were taken back: the work was cancelled or not done"
    ),
}
TOUR: Sentences = {
    "add": gettext_lazy("The tour was added"),
    "edit": gettext_lazy("The tour was edited"),
    "publish": gettext_lazy("The tour was published"),
    "remove": gettext_lazy("A tour that was being made was taken away again"),
    "repeat": gettext_lazy("The tour was made from an earlier one"),
    "begin programme": gettext_lazy("The tour got a programme"),
    "change programme": gettext_lazy("The programme of the tour was changed"),
    "set publication": gettext_lazy("The time of publication was set"),
    "call off publication": gettext_lazy("The set time of publication was called off"),
    "publication refused": gettext_lazy("The tour was not published at the set time: something was missing"),
    "set contacts": gettext_lazy("The contacts of the tour were changed"),
    "set documents": gettext_lazy("The documents of the tour were changed"),
    "export": gettext_lazy("The reach of the tour was taken out as a file"),
    "export questions": gettext_lazy("The questions from the audience were taken out as a file"),
    "export answers": gettext_lazy("The answers to the questions were taken out as a file"),
}
QUESTION: Sentences = {
    "add question": gettext_lazy("A question to participants was added"),
    "edit question": gettext_lazy("A question to participants was changed"),
    "order question": gettext_lazy("A question to participants was put in another place"),
    "close question": gettext_lazy("A question to participants was closed"),
    "ask question again": gettext_lazy("A closed question is asked again"),
    "remove question": gettext_lazy("A question to participants was removed"),
}
TEXT: Sentences = {
    "match": gettext_lazy("A text was matched to an organisation"),
    "set aside": gettext_lazy("A text was said to mean no organisation"),
    "take back": gettext_lazy("What a text means was taken back"),
}
SESSION: Sentences = {
    "add": gettext_lazy("A session was added"),
    "remove": gettext_lazy("A session was removed"),
    "retitle": gettext_lazy("A session got another title"),
    "describe": gettext_lazy("The texts of a session were changed"),
    "reschedule": gettext_lazy("The time of a session was changed"),
    "move": gettext_lazy("The place of a session was changed"),
    "change_venue": gettext_lazy("The venue of a session was corrected"),
    "change_admission": gettext_lazy("Who may come to a session, or whether it is shown, was changed"),
    "change_attendance": gettext_lazy("The ways to take part in a session were changed"),
    "cancel": gettext_lazy("A session was cancelled"),
    "reinstate": gettext_lazy("The cancellation of a session was taken back"),
    "announce": gettext_lazy("A message was written to those told of a change"),
    "set programmeitems": gettext_lazy("The programme of a session was changed"),
    "set places": gettext_lazy("The number of places was changed"),
    "export": gettext_lazy("The attendance list was taken out as a file"),
    "print badges": gettext_lazy("Name badges were made as a file"),
}
FROZEN: Sentences = {
    "freeze": gettext_lazy("The attendance list was frozen as a document"),
    "take frozen list": gettext_lazy("A frozen attendance list was taken out as a file"),
    "remove frozen list": gettext_lazy(
        "The document of a frozen attendance list was removed: its lifetime was over"
    ),
}
REGISTRATION: Sentences = {
    "register": gettext_lazy("Somebody registered"),
    "change details": gettext_lazy("The details of a registration were changed"),
    "change confidences": gettext_lazy("What was told in confidence was changed or removed"),
    "give consent": gettext_lazy("The participant gave a consent"),
    "withdraw consent": gettext_lazy("A consent of the participant was taken back"),
    "change role": gettext_lazy("The role or the language of a registration was changed"),
    "correct address": gettext_lazy("The address of a registration was corrected"),
    "change answers": gettext_lazy("The answers to the organiser's questions were changed"),
}
PARTICIPATION: Sentences = {
    "take part": gettext_lazy("A part was added to a registration"),
    "switch": gettext_lazy("The way of taking part was changed"),
    "cancel": gettext_lazy("A part of a registration was cancelled"),
    "add by hand": gettext_lazy("Somebody was registered by hand"),
    "move to the web": gettext_lazy("The room was closed: somebody takes part on the web instead"),
    "put by hand": gettext_lazy("A registration was changed by hand"),
    "let in": gettext_lazy("Somebody was given a place at the door"),
    "promote": gettext_lazy("Somebody in line was given a place"),
    "follow on the web": gettext_lazy("Somebody followed the webcast"),
    "check in by hand": gettext_lazy("Somebody was marked as present by hand"),
    "undo check-in by hand": gettext_lazy("A mark of presence was taken back"),
    "write again": gettext_lazy("The letter of what holds was sent again"),
    "send letter again": gettext_lazy("A letter was sent again"),
}
INVITATION: Sentences = {
    "invite": gettext_lazy("An invitation was drafted"),
    "change invitation": gettext_lazy("A drafted invitation was changed"),
    "send invitation": gettext_lazy("An invitation was sent"),
    "ask again": gettext_lazy("Somebody invited was asked again for an answer"),
    "invitation sent": gettext_lazy("The letter with an invitation was sent"),
    "invitation failed": gettext_lazy("The letter with an invitation was not delivered"),
    "correct address": gettext_lazy("The address of an invitation was corrected"),
    "withdraw invitation": gettext_lazy("An invitation was taken back"),
    "send letter again": gettext_lazy("A letter was sent again"),
    "answer: attends": gettext_lazy("An invitation was accepted"),
    "answer: substitute": gettext_lazy("A substitute was named"),
    "answer: cannot": gettext_lazy("An invitation was declined"),
    "accept for": gettext_lazy("An invitation was accepted at the door"),
}
DEVICE: Sentences = {
    "take device into use": gettext_lazy("A phone was taken into use"),
    "revoke device": gettext_lazy("A phone was taken out of use"),
}
CLAIM: Sentences = {
    "create claim": gettext_lazy("A code for a phone was made"),
    "withdraw claim": gettext_lazy("A code for a phone was taken back"),
}
STREAM: Sentences = {
    "add stream": gettext_lazy("An address of a webcast was added"),
    "replace address": gettext_lazy("The address of a webcast was replaced"),
    "change stream": gettext_lazy("The facts about an address of a webcast were changed"),
    "try stream": gettext_lazy("An address of a webcast was tried"),
    "remove stream": gettext_lazy("An address of a webcast was removed"),
}
WEBCAST: Sentences = {
    "go live": gettext_lazy("The webcast was said to be live"),
    "end webcast": gettext_lazy("The webcast was said to be over"),
    "go by the clock": gettext_lazy("The webcast follows the clock again"),
    "tell trouble": gettext_lazy("Trouble with the webcast was told, or said to be over"),
    "change webcast": gettext_lazy("The facts about the webcast were changed"),
    "take questions": gettext_lazy("Questions from the audience were let in"),
    "take no questions": gettext_lazy("No more questions from the audience were let in"),
}
AUDIENCE: Sentences = {
    "take up question": gettext_lazy("A question from the audience was taken up"),
    "answer question": gettext_lazy("A question from the audience was marked as answered"),
    "leave out question": gettext_lazy("A question from the audience was left out"),
    "put question back": gettext_lazy("A question from the audience was put back among the new ones"),
}

JOB: Sentences = {
    "begin job": gettext_lazy("Work in the background was begun"),
    "cancel job": gettext_lazy("Work in the background was cancelled"),
    "refuse job": gettext_lazy("Work in the background could not be done"),
}
VENUE: Sentences = {"describe": gettext_lazy("The facts about a venue were changed")}
MEMBER: Sentences = {
    "join": gettext_lazy("A colleague joined the team"),
    "change part": gettext_lazy("A colleague was given another role, or other tours and stops"),
    "tie account": gettext_lazy(
        "A colleague signed in with the organisation's own account for the first time"
    ),
    "remove colleague": gettext_lazy("A colleague was removed from the team"),
}
JOINING: Sentences = {
    "invite colleague": gettext_lazy("A colleague was invited to the team"),
    "invite colleague again": gettext_lazy("A colleague was invited to the team again"),
    "take back": gettext_lazy("The invitation of a colleague was taken back"),
}
TOKEN: Sentences = {
    "make token": gettext_lazy("A token for a program was made"),
    "revoke token": gettext_lazy("A token for a program was revoked"),
}
PERSON: Sentences = {
    "take copy": gettext_lazy("A copy of what is held about somebody was made"),
    "erase": gettext_lazy("Somebody was erased"),
    "erase attendance": gettext_lazy(
        "What somebody on a contact list had taken part in was made nameless: its time was over"
    ),
    "put right": gettext_lazy(
        "The name or the language of somebody was changed as a table for a contact list says"
    ),
    "write no more": gettext_lazy("Somebody asked not to be written to"),
    "write again": gettext_lazy("Letters to somebody began again"),
}

LIST: Sentences = {
    "make list": gettext_lazy("A contact list was made"),
    "change list": gettext_lazy("The name, the regions or the note of a contact list were changed"),
    "archive list": gettext_lazy("A contact list was put into the archive"),
    "take up list": gettext_lazy("A contact list was taken up again"),
    "remove list": gettext_lazy("A contact list was removed, with the people on it"),
    "import contacts": gettext_lazy("People from a table were put on a contact list"),
    "take back contacts": gettext_lazy(
        "People from a table were taken off a contact list again: the import was cancelled or not done"
    ),
    "keep invited": gettext_lazy("The invited of an event were kept on a contact list"),
    "export": gettext_lazy("A contact list was taken out as a file"),
}
ENTRY: Sentences = {
    "add to list": gettext_lazy("Somebody was added to a contact list"),
    "change entry": gettext_lazy("Somebody on a contact list was put right"),
    "confirm entry": gettext_lazy("The address of somebody on a contact list was confirmed"),
    "move entry": gettext_lazy("Somebody was moved to another contact list"),
    "remove from list": gettext_lazy("Somebody was taken off a contact list"),
}

Groups = tuple[tuple[str | Promise, Mapping[str, Sentences]], ...]
WIDER: Groups = (
    (gettext_lazy("Venues"), {"venue": VENUE}),
    (gettext_lazy("Team"), {"teammember": MEMBER, "joining": JOINING, "apitoken": TOKEN}),
    (gettext_lazy("Contact lists"), {"contactlist": LIST, "listentry": ENTRY}),
    (gettext_lazy("Data protection"), {"person": PERSON}),
    (gettext_lazy("Work in the background"), {"job": JOB}),
)
"""What belongs to no single event."""
GROUPS: Groups = (
    (
        gettext_lazy("Programme"),
        {"tour": TOUR, "event": EVENT, "session": SESSION, "question": QUESTION, "frozenlist": FROZEN},
    ),
    (
        gettext_lazy("Registrations"),
        {"registration": REGISTRATION, "participation": PARTICIPATION, "organisationalias": TEXT},
    ),
    (gettext_lazy("Invitations"), {"invitation": INVITATION}),
    (gettext_lazy("Doors"), {"device": DEVICE, "deviceclaim": CLAIM}),
    (gettext_lazy("Webcast"), {"stream": STREAM, "session": WEBCAST, "audiencequestion": AUDIENCE}),
)
SAID: dict[tuple[str, str], str | Promise] = {
    (target, verb): words
    for _name, targets in (*WIDER, *GROUPS)
    for target, sentences in targets.items()
    for verb, words in sentences.items()
}


def sentence(entry: LogEntry) -> str:
    """What was done, in the reader's language; a verb that this page does not know stands as it is."""
    words = SAID.get((entry.target, entry.verb))
    return str(words) if words else _("Another change: %(verb)s") % {"verb": entry.verb}


def who(entry: LogEntry, phone: str = "") -> str:
    """Who did it; a phone at the door with its name, where that is known."""
    if entry.actor_kind == Kind.USER:
        return entry.user.name if entry.user else _("Somebody who has left the team")
    if entry.actor_kind == Kind.DEVICE:
        return _("Phone: %(name)s") % {"name": phone} if phone else _("A phone at the door")
    if entry.actor_kind == Kind.API:
        return _("A program with a token")
    return _("The system") if entry.actor_kind == Kind.SYSTEM else _("The participant")


def why(entry: LogEntry) -> str:
    """How it was done and for which reason, where the entry says so; only words of ours, never free text."""
    given = entry.details if isinstance(entry.details, dict) else {}
    return " · ".join(words for words in (tell(given) for tell in _HOW) if words)


def _how(given: dict[str, Any]) -> str:
    chosen = [(Participation.Status, given.get("status")), (Mode, given.get("mode"))]
    return ", ".join(str(kind(value).label) for kind, value in chosen if value in kind.values)


def _by_whom(given: dict[str, Any]) -> str:
    by = given.get("answered_by")
    known = Invitation.AnsweredBy
    return _("answered by %(whom)s") % {"whom": known(by).label} if by in known.values else ""


def _over(given: dict[str, Any]) -> str:
    """A place over the capacity, with the reason that was chosen; at the door the reason is that they came."""
    over = given.get("over_capacity")
    if not over:
        return _("stood at the door") if given.get("reason") == "stood at the door" else ""
    reason = Reason(over).label if over in Reason.values else _("stood at the door")
    return _("over the capacity: %(reason)s") % {"reason": reason}


def _file(given: dict[str, Any]) -> str:
    form, count = given.get("format"), given.get("count")
    if not isinstance(form, str) or not isinstance(count, int):
        return ""
    rows = ngettext("%(format)s, %(count)d row", "%(format)s, %(count)d rows", count)
    purpose = given.get("purpose")
    known = [str(kind(purpose).label) for kind in (Purpose, ListPurpose) if purpose in kind.values]
    return " · ".join([rows % {"format": form.upper()[:4], "count": count}, *known])


def _frozen(given: dict[str, Any]) -> str:
    """What a list was frozen for, and how many stand in it."""
    purpose, people = given.get("frozen_for"), given.get("people")
    if purpose not in FrozenList.Purpose.values or not isinstance(people, int):
        return ""
    listed = ngettext("%(number)d on the list", "%(number)d on the list", people) % {"number": people}
    return f"{listed} · {FrozenList.Purpose(purpose).label}"


def _drafts(given: dict[str, Any]) -> str:
    """How many drafts a table has made, and how many of its rows were left alone; or how many went again."""
    drafts, left = given.get("drafts"), given.get("left")
    if not isinstance(drafts, int):
        return ""
    made = ngettext("%(number)d draft", "%(number)d drafts", drafts) % {"number": drafts}
    if not isinstance(left, int) or not left:
        return made
    alone = ngettext("%(number)d row left alone", "%(number)d rows left alone", left) % {"number": left}
    return f"{made}, {alone}"


def _listed(given: dict[str, Any]) -> str:
    """How many are new on a contact list, or gone again, and how many were there."""
    added, told = given.get("added"), []
    if isinstance(added, int):
        told.append(ngettext("%(number)d person", "%(number)d people", added) % {"number": added})
    if isinstance(changed := given.get("changed"), int) and changed:
        told.append(ngettext("%(number)d put right", "%(number)d put right", changed) % {"number": changed})
    if isinstance(renewed := given.get("renewed"), int) and renewed:
        words = ngettext("%(number)d was there already", "%(number)d were there already", renewed)
        told.append(words % {"number": renewed})
    return ", ".join(told)


def _role(given: dict[str, Any]) -> str:
    """What a colleague is in the team, and was."""
    known, role, was = TeamMember.Role, given.get("role"), given.get("was")
    named = [str(known(each).label) for each in (was, role) if each in known.values]
    return " → ".join(named) + (f", {_('not for everything')}" if named and given.get("limited") else "")


_HOW = (_how, _by_whom, _over, _file, _frozen, _drafts, _listed, _role)
