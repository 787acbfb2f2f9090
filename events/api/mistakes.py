"""What a sender can do wrong, besides what DRF knows of. Apart from problems.py, which DRF's settings lead back here."""

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The body of a request may be at most 64 kilobytes long.")


class KeyReused(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = _("Send another Idempotency-Key: this one belongs to a request that was not the same.")


class BadQuery(ValidationError):
    """A parameter after the question mark that cannot be used."""
