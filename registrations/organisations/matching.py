"""From text to body: by what an organiser decided, else by a body's own names. The sweep does it, never a form."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Count, QuerySet

from registrations.models import Organisation, OrganisationAlias, Registration
from registrations.models.organisation import alias_key

Known = dict[str, int | None]
"""Folded text → the body, or None for a text that means none."""
SLICE = 500


def unmatched(organisers: Collection[int]) -> QuerySet[Registration]:
    """Registrations with a text and no body; erased ones have no text."""
    return Registration.objects.filter(organisation=None, event__organiser__in=organisers).exclude(
        organisation_text=""
    )


def sweep() -> int:
    """Every few minutes: give what has come in since its body. Returns how many registrations got one."""
    waiting: dict[int, set[str]] = defaultdict(set)
    rows = Registration.objects.filter(organisation=None).exclude(organisation_text="").order_by()
    for organiser, text in rows.values_list("event__organiser", "organisation_text").distinct():
        waiting[organiser].add(text)
    known = known_of(waiting)
    return sum(apply(organiser, texts, known[organiser]) for organiser, texts in waiting.items())


def known_of(organisers: Collection[int]) -> dict[int, Known]:
    """What each organiser's texts mean, in two statements."""
    known: dict[int, Known] = {organiser: {} for organiser in organisers}
    if not known:
        return known
    for body in Organisation.objects.known_to(*organisers).order_by("-organiser", "-pk"):
        for organiser in organisers if body.organiser_id is None else [body.organiser_id]:
            known[organiser] |= dict.fromkeys(body.keys, body.pk)
    for decided in OrganisationAlias.objects.filter(organiser__in=organisers):
        known[decided.organiser_id][decided.key] = decided.organisation_id
    return known


def apply(organiser: int, texts: Iterable[str], known: Known) -> int:
    """Match the unmatched registrations that have these texts; one statement for each body."""
    meant: dict[int, list[str]] = defaultdict(list)
    for text in texts:
        if body := known.get(alias_key(text)):
            meant[body].append(text)
    return sum(
        unmatched([organiser]).filter(organisation_text__in=some).update(organisation=body)
        for body, all_texts in meant.items()
        for some in _slices(all_texts)
    )


def release(organiser: int, body: Organisation, key: str) -> int:
    """Take the body from the organiser's registrations whose text has this key."""
    rows = Registration.objects.filter(organisation=body, event__organiser=organiser)
    texts = [text for text in spellings(rows) if alias_key(text) == key]
    return sum(rows.filter(organisation_text__in=some).update(organisation=None) for some in _slices(texts))


def spellings(rows: QuerySet[Registration]) -> dict[str, int]:
    """The different texts, and on how many registrations each stands. One statement."""
    counted = rows.order_by().values_list("organisation_text").annotate(number=Count("pk"))
    return dict(counted)


def _slices(texts: list[str]) -> Iterable[list[str]]:
    """A statement takes only so many values."""
    return (texts[at : at + SLICE] for at in range(0, len(texts), SLICE))
