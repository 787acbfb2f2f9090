"""Taking a phone into use. A link only shows; the button claims, so that a mail scanner claims nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from events.declared import for_token, public
from registrations.checkin import devices, pages
from registrations.checkin.forms import CodeForm, LanguageForm
from registrations.checkin.guard import gone, no_phone, phone_only


@public
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The doors of a phone in use; for any other phone the field for its code."""
    if request.method == "GET" and devices.COOKIE in request.COOKIES and devices.bearer(request):
        return phone_only(pages.choose)(request)
    if request.method == "GET":
        return no_phone(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return no_phone(request, form, status=400)
    claim = devices.open_claim(form.cleaned_data["code"])
    return redirect("checkin_claim", claim.token) if claim else gone(request)


@for_token("device")
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the phone becomes, ask for its language; POST makes it so, once."""
    found = devices.open_claim(token)
    if found is None:
        return gone(request)
    form = LanguageForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"claim": found, "event": found.event, "form": form}
        return render(request, "checkin/claim.html", context, status=400 if form.is_bound else 200)
    try:
        device = devices.take_into_use(found, language=form.cleaned_data["language"])
    except devices.ClaimGone:
        return gone(request)
    response = redirect("checkin")
    devices.give_cookie(response, device)
    return response
