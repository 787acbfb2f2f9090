"""The locks pin everything by content and name no place to fetch it from."""

import json

from tests.house.source import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")


def test_every_requirement_is_pinned_and_hashed() -> None:
    for name in LOCKS:
        text = (ROOT / name).read_text()
        rows = [
            row for row in text.replace("\\\n", "").splitlines() if row and not row.lstrip().startswith("#")
        ]
        assert [row for row in rows if "==" not in row or "--hash=sha256:" not in row] == []


def test_no_lock_names_a_host() -> None:
    for name in (*LOCKS, "tests/node/package-lock.json"):
        assert "://" not in (ROOT / name).read_text()


def test_the_development_lock_holds_the_product_at_the_same_versions() -> None:
    pins = [
        {row.split(" ")[0] for row in (ROOT / name).read_text().splitlines() if "==" in row} for name in LOCKS
    ]
    assert pins[0] - pins[1] == set()


def test_the_node_packages_are_pinned() -> None:
    packages = json.loads((ROOT / "tests/node/package-lock.json").read_text())["packages"]
    versions = {name.rpartition("/")[2]: package["version"] for name, package in packages.items() if name}
    assert versions == {"ical.js": "2.2.1", "axe-core": "4.14.1"}


def test_every_requirement_says_why() -> None:
    rows = [
        row
        for name in ("requirements.in", "requirements-dev.in")
        for row in (ROOT / name).read_text().splitlines()
    ]
    assert [row for row in rows if ">=" in row and "#" not in row] == []
