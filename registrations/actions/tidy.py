"""Say which body the texts of registrations mean, and take that back. Whoever may edit the tour may do it.

A decision is the organiser's: it holds for the texts of all its tours and meetings, those to come too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Tour
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction
from registrations.models import Organisation, OrganisationAlias
from registrations.models.organisation import alias_key
from registrations.organisations import matching
from registrations.organisations.waiting import decisions_of


class NothingChosen(Refused):
    sentence = _("Tick at least one text that is waiting. Somebody may have tidied it meanwhile.")


class NoName(Refused):
    sentence = _("Write the name of the new organisation, or choose one that is known.")


@dataclass(frozen=True, slots=True)
class NewBody:
    """An organisation to be made; `name` by language."""

    name: dict[str, str]
    kind: str


@in_transaction
def match(actor: Actor, tour: Tour, *, texts: Sequence[str], body: Organisation | NewBody) -> Organisation:
    """These texts, however they are spelled, mean the body; so do the same ones to come.

    Raises NothingChosen, NoName, NotAllowed.
    """
    editor_only(actor, tour)
    if isinstance(body, NewBody):
        body = _made(tour, body)
    _decide(actor, tour, texts, body)
    return body


@in_transaction
def set_aside(actor: Actor, tour: Tour, *, texts: Sequence[str]) -> None:
    """These texts mean no body. Raises NothingChosen, NotAllowed."""
    editor_only(actor, tour)
    _decide(actor, tour, texts, None)


@in_transaction
def take_back(actor: Actor, tour: Tour, decided: OrganisationAlias) -> None:
    """The text waits again. A body that was made for it alone goes with the decision. Raises NotAllowed."""
    editor_only(actor, tour)
    if not decisions_of(actor, tour.organiser_id).filter(pk=decided.pk).exists():
        raise NotAllowed
    body, number = decided.organisation, 0
    if body:
        number = matching.release(decided.organiser_id, body, decided.key)
    log.write(actor, "take back", decided, decided.organiser_id, organisation=body and body.pk, count=number)
    decided.delete()
    if body and body.organiser_id and not body.texts.exists() and not body.registrations.exists():
        body.delete()


def _made(tour: Tour, new: NewBody) -> Organisation:
    """A new body of the organiser; one of the same name that is there already is not made twice."""
    if not any(new.name.values()):
        raise NoName
    wanted = {alias_key(name) for name in new.name.values()} - {""}
    for known in Organisation.objects.known_to(tour.organiser_id):
        if wanted & known.keys:
            return known
    return Organisation.objects.create(organiser=tour.organiser, name=new.name, kind=new.kind)


def _decide(actor: Actor, tour: Tour, texts: Sequence[str], body: Organisation | None) -> None:
    """Write the decisions down, and give the registrations that wait their body."""
    by_key = {alias_key(text): text for text in texts}
    by_key.pop("", None)
    if not by_key:
        raise NothingChosen
    organiser = tour.organiser_id
    rows = [
        OrganisationAlias(organiser_id=organiser, organisation=body, key=key, text=text)
        for key, text in by_key.items()
    ]
    OrganisationAlias.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organiser", "key"],
        update_fields=["organisation", "text"],
    )
    number = 0
    if body:
        waiting = matching.spellings(matching.unmatched([organiser]))
        number = matching.apply(organiser, waiting, dict.fromkeys(by_key, body.pk))
    decided = OrganisationAlias.objects.filter(organiser=organiser, key__in=by_key)
    log.write_all(
        log.entry(
            actor,
            "match" if body else "set aside",
            row,
            organiser,
            organisation=body and body.pk,
            count=number,
        )
        for row in decided
    )
