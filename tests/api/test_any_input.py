"""Whatever the schema allows and whatever it forbids, for every operation: an answer that the schema knows, below 500."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from pytest_django import Settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tests.guards.house import House, build
from tests.harness.audit import assert_house_is_true

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 4


def known(house: House) -> dict[str, Any]:
    """What really stands behind the addresses, by the first part of the path."""
    return {
        "tours": {"slug": house.tour.slug},
        "events": {"slug": house.stop.slug},
        "sessions": {"uuid": str(house.afternoon.uuid)},
        "venues": {"uuid": str(house.venue.uuid)},
        "regions": {"slug": house.region.slug},
        "registrations": {"uuid": str(house.registration.uuid)},
        "participations": {"uuid": str(house.part.uuid)},
        "invitations": {"uuid": str(house.invitation.uuid)},
    }


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The application would close the test's connection after each request, as a server should."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_no_operation_breaks(settings: Settings) -> None:
    settings.LIMITS = settings.LIMITS | {"api": (10**6, 0.0)}
    house = build()
    real, bearer = known(house), {"Authorization": f"Bearer {house.machine.token}"}
    schema, found = schemathesis.openapi.from_wsgi("/api/schema/", application), []
    operations = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]  # ours is valid
    assert len(operations) >= 25
    for operation, mode in itertools.product(operations, GenerationMode):
        kind = operation.path.split("/")[3]
        try:
            _drive(operation.as_strategy(generation_mode=mode), real.get(kind, {}), bearer)
        except Unsatisfiable:
            assert (operation.method, mode) == ("get", GenerationMode.NEGATIVE)  # no slug is a wrong one
        except Exception as error:  # whatever it is, all the operations are to be heard
            wrong = getattr(error, "exceptions", [error])
            found.append(f"{operation.label} {mode.value}: {wrong}"[:1500])
    assert not found, "\n\n".join(found)
    assert_house_is_true()


def _drive(cases: Any, real: dict[str, str], bearer: dict[str, str]) -> None:
    quick = settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    @quick
    @given(case=cases, real_one=st.booleans())
    def drive(case: Any, real_one: bool) -> None:
        if real_one and case.path_parameters:
            case.path_parameters = real
        answer = case.call(headers=bearer)
        case.validate_response(answer, checks=CHECKS)

    drive()
