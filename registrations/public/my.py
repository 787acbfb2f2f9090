"""Send me my links."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods

from events import limits
from events.declared import public
from registrations.actions.links import send_links
from registrations.forms import EmailField
from registrations.forms.traps import press_once_more


class LinksForm(forms.Form):
    email = EmailField(label=gettext_lazy("E-mail"))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def my(request: HttpRequest) -> HttpResponse:
    """/<lang>/my/"""
    form = LinksForm(request.POST if request.method == "POST" else None)
    sent_to = ""
    if form.is_bound and form.is_valid():
        if limits.allow("links", limits.address_of(request)):
            sent_to = form.cleaned_data["email"]
            send_links(email=sent_to, language=(get_language() or "fi")[:2])
        else:
            form.add_error(None, press_once_more())
    return render(request, "registrations/my.html", {"form": form, "sent_to": sent_to})
