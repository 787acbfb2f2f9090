"""Contact lists, and who is on them."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.lists import entries, export, importing, inviting, making, pages

LIST = "lists/<uuid:uuid>"

doors: list[URLPattern | URLResolver] = [
    path("lists/", pages.desk_lists, name="desk_lists"),
    path("lists/new/", making.desk_list_new, name="desk_list_new"),
    path(f"{LIST}/", pages.desk_list, name="desk_list"),
    path(f"{LIST}/edit/", making.desk_list_edit, name="desk_list_edit"),
    path(f"{LIST}/archive/", making.desk_list_archive, name="desk_list_archive"),
    path(f"{LIST}/remove/", making.desk_list_remove, name="desk_list_remove"),
    path(f"{LIST}/act/", entries.desk_list_act, name="desk_list_act"),
    path(f"{LIST}/add/", entries.desk_list_add, name="desk_list_add"),
    path(f"{LIST}/import/", importing.desk_list_import, name="desk_list_import"),
    path(f"{LIST}/file/", export.desk_list_export, name="desk_list_export"),
    path(f"{LIST}/invite/", inviting.desk_list_invite, name="desk_list_invite"),
    path("lists/people/<uuid:uuid>/", entries.desk_list_entry, name="desk_list_entry"),
]
