"""The product's settings, database options and pool, without middleware and with two bare views."""

from config.settings import *  # noqa: F403  # all but what follows

INSTALLED_APPS = ["benchmarks.floor"]
MIDDLEWARE = []
ROOT_URLCONF = "benchmarks.floor.urls"
WSGI_APPLICATION = "benchmarks.floor.wsgi.application"
AUTH_USER_MODEL = "auth.User"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"  # the product's draws in half of the product
