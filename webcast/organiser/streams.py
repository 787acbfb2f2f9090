"""The streams of a session: added, given another address, tried, removed.

An address is shown on no page; it is given, as to viewers, only in the answer to a POST (docs/decisions/0003).
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from events.models import Session
from events.organiser.team import TeamRequest, editable_session, editors_only, editors_post
from events.refusals import Refused
from webcast import actions
from webcast.addresses import Address
from webcast.models import Stream
from webcast.organiser.forms import StreamForm
from webcast.organiser.pages import about


@editors_only()
def add(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    return _form(request, session, None, title=_("Add a webcast address"))


@editors_only()
def change(request: TeamRequest, uuid: UUID, stream: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    return _form(request, session, _of(session, stream), title=_("Change the webcast address"))


@editors_only()
def remove(request: TeamRequest, uuid: UUID, stream: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    row = _of(session, stream)
    if "sure" in request.POST:
        actions.remove_stream(request.actor, row)
        messages.success(request, _("The address is removed."))
        return redirect("desk_webcast", uuid=session.uuid)
    return render(request, "webcast/desk/remove.html", about(session) | {"stream": row})


@editors_post()
def try_out(request: TeamRequest, uuid: UUID, stream: UUID) -> HttpResponse:
    """Open the address as viewers will, at any time; that it was tried is noted (webcast/readiness.py)."""
    session = editable_session(request.actor, uuid)
    address = iri_to_uri(actions.try_stream(request.actor, _of(session, stream)).url)
    back = reverse("desk_webcast", args=[session.uuid])
    page = about(session) | {"address": address, "watch_url": back, "organiser": session.event.organiser}
    response = render(request, "webcast/opening.html", page)
    response["Refresh"] = f"0; url={address}"
    return response


def _of(session: Session, stream: UUID) -> Stream:
    row = get_object_or_404(session.streams, uuid=stream)
    row.session = session
    return row


def _form(request: TeamRequest, session: Session, stream: Stream | None, *, title: str) -> HttpResponse:
    form = StreamForm(request.POST or None, session=session, stream=stream)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, session, stream, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk_webcast", uuid=session.uuid)
    page = {"form": form, "stream": stream, "title": title, "button": _("Save the address")}
    return render(request, "webcast/desk/form.html", about(session) | page)


def _save(request: TeamRequest, session: Session, stream: Stream | None, form: StreamForm) -> None:
    address = form.address_given
    if stream:
        actions.change_stream(request.actor, stream, address, **form.columns)
    elif address:
        actions.add_stream(request.actor, session, address, **form.columns)
    _tell(request, address)


def _tell(request: TeamRequest, address: Address | None) -> None:
    """What the address was taken for."""
    said = _("Saved. Service: %(provider)s.") if address else _("Saved.")
    messages.success(request, said % {"provider": address.provider.label} if address else said)
    if address and address.warning:
        messages.warning(request, str(address.warning))
