"""The team."""

from django.urls import URLPattern, URLResolver, path

from events.organiser.colleagues import pages

doors: list[URLPattern | URLResolver] = [
    path("team/", pages.desk_team, name="desk_team"),
    path("team/invite/<slug:slug>/", pages.desk_team_invite, name="desk_team_invite"),
    path("team/<uuid:uuid>/", pages.desk_team_member, name="desk_team_member"),
    path("team/<uuid:uuid>/remove/", pages.desk_team_remove, name="desk_team_remove"),
    path("team/invited/<uuid:uuid>/again/", pages.desk_team_again, name="desk_team_again"),
    path("team/invited/<uuid:uuid>/withdraw/", pages.desk_team_withdraw, name="desk_team_withdraw"),
]
