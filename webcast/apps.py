from django.apps import AppConfig


class WebcastConfig(AppConfig):
    name = "webcast"
    default_auto_field = "django.db.models.BigAutoField"
