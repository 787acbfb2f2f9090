"""The doors of this floor."""

from django.urls import URLPattern, URLResolver

fixed: list[URLPattern | URLResolver] = []

localised: list[URLPattern | URLResolver] = []
