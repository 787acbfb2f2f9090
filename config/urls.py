"""The table of contents of the site."""

urlpatterns: list = []  # type: ignore[type-arg]  # filled below as the floors open their doors
