"""Something besides the password: where the installation asks it of administrators, nothing opens without it."""

import functools
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.actors import Actor


def wanting(actor: Actor) -> bool:
    """Whether this is somebody who must have a second factor, and has none. One statement, where it is asked for."""
    if not settings.MFA_FOR_ADMINS or actor.user is None:
        return False
    return bool(actor.administers or actor.user.is_staff) and not is_mfa_enabled(actor.user)


def lead_to_it(request: HttpRequest) -> HttpResponseRedirect:
    """To the page where it is set up."""
    messages.warning(
        request, _("Administrators sign in with two steps here. Set up one of these; then everything opens.")
    )
    return redirect("mfa_index")


def also(allowed: Callable[[HttpRequest], bool]) -> Callable[[HttpRequest], bool]:
    """For the back office: what it allows, and the second factor where it is asked for."""
    return lambda request: allowed(request) and not wanting(Actor(user=request.user))


def first(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For the back office's way in: who must set the second factor up is led to it."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and wanting(Actor(user=request.user)):
            return lead_to_it(request)
        return view(request, *args, **kwargs)

    return wrapped
