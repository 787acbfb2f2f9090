"""The personal calendar: what somebody is registered for or invited to, at every event of an organiser."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import limits, tokens
from events.declared import for_token
from events.models import Event, Session
from events.models.session import SessionQuerySet
from events.public.feeds import Feed, held_feed
from registrations.models import Invitation, InvitedSession, Participation, Person
from registrations.public.bearer import TooManyGuesses

STANDING = (Invitation.State.SENT, Invitation.State.ACCEPTED)
NO_MORE = (Participation.Status.DECLINED, Participation.Status.CANCELLED)


@for_token("participant", "invited")
@require_safe
def my_feed(request: HttpRequest, language: str, token: str) -> HttpResponseBase:
    """/calendar/<lang>/my/<token>.ics — others may see it too: neither names nor links that open anything."""
    person = Person.objects.filter(erased_at=None, feed_digest=tokens.digest(token.upper()))
    with translation.override(language):
        named = person.annotate(title=Value(_("My tours and meetings")))
    about = Feed(name="", language=language, filename="my.ics", private=True)
    try:
        return held_feed(request, named, "title", _sessions_of(person), about)
    except Http404:
        if not limits.allow("miss", limits.address_of(request)):
            raise TooManyGuesses from None
        return HttpResponse(status=404)


def _sessions_of(person: QuerySet[Person]) -> SessionQuerySet:
    """Those with a live participation, and those of standing invitations that were not given back."""
    this, who = OuterRef("pk"), person.values("pk")
    parts = Participation.objects.filter(session=this, registration__person__in=who)
    opened = InvitedSession.objects.filter(
        session=this, invitation__person__in=who, invitation__state__in=STANDING
    )
    invited = Q(Exists(opened)) & ~Q(Exists(parts.filter(status__in=NO_MORE)))
    published = ~Q(event__status=Event.Status.DRAFT)
    return Session.objects.filter(published & (Q(Exists(parts.live())) | invited))
