"""`serve` starts only where it can work, and says what is missing."""

import socket
import subprocess
import sys

import pytest

from tests.harness.served import ROOT, Product


def complaint(product: Product, command: str) -> str:
    """What the refused command says; TimeoutExpired when it is not refused."""
    arguments = [sys.executable, "manage.py", command]
    done = subprocess.run(
        arguments, cwd=ROOT, env=product.environ, stderr=subprocess.PIPE, text=True, timeout=20
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_missing_migrations_are_refused_with_the_command_that_mends_it(
    unprepared: Product, command: str
) -> None:
    assert "python manage.py prepare" in complaint(unprepared, command)
    if command == "serve":
        unprepared.manage("migrate")
        assert "python manage.py prepare" in complaint(unprepared, command), "nowhere to count sign-ins"


def test_a_port_in_use_is_named(product: Product) -> None:
    port = product.environ["PORT"]
    with socket.create_server(("127.0.0.1", int(port))):
        assert f"Port {port}: Address already in use" in complaint(product, "serve")
