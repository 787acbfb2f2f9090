"""The doors of a door. No language stands in these addresses: a phone keeps the one it was given."""

from django.urls import URLPattern, URLResolver, path, re_path

from registrations.checkin import api, claiming, pages, ticket

fixed: list[URLPattern | URLResolver] = [
    path("checkin/", claiming.home, name="checkin"),
    path("checkin/claim/<str:token>/", claiming.claim, name="checkin_claim"),
    path("checkin/<uuid:session>/", pages.door, name="checkin_door"),
    path("checkin/<uuid:session>/scan", api.scan, name="checkin_scan"),
    path("checkin/<uuid:session>/found/", pages.find, name="checkin_find"),
    path("checkin/<uuid:session>/guest/", pages.guest, name="checkin_guest"),
    path(
        "checkin/<uuid:session>/registered/<uuid:registration>/", pages.registered, name="checkin_registered"
    ),
    path("checkin/<uuid:session>/invited/<uuid:invitation>/", pages.invited, name="checkin_invited"),
    path("checkin/<uuid:session>/<uuid:scan>/", pages.verdict, name="checkin_verdict"),
    re_path(r"^[Tt]/(?P<code>[A-Za-z2-7]{26})/?$", ticket.ticket, name="ticket"),
]
