"""Every form says what to write, what went wrong and where."""

import pytest

from tests.roof.doors import Names
from tests.roof.markup import Element, find


@pytest.fixture
def refused() -> str:
    return str(Names({"email": "åsa@vasa", "name": ""}))


def by_id(page: str, name: str) -> Element:
    (element,) = (found for tag in ("input", "p", "span") for found in find(page, tag, id=name))
    return element


def test_the_summary_links_to_each_field_that_is_wrong(refused: str) -> None:
    links = [link["href"] for link in find(refused, "a", inside="alert")]
    assert links == ["#id_name", "#id_email", "#id_mode_0"]
    assert [by_id(refused, link.removeprefix("#")).tag for link in links] == ["input"] * 3
    assert len(find(refused, "div", role="alert", tabindex="-1", autofocus="")) == 1


def test_the_summary_names_the_field_that_is_left_empty(refused: str) -> None:
    assert find(refused, "a", href="#id_name")[0].text == "Name: Täytä tämä kohta."


def test_a_field_is_described_by_its_hint_and_its_error(refused: str) -> None:
    field = by_id(refused, "id_email")
    assert field["aria-invalid"] == "true"
    described = [by_id(refused, part).text for part in field["aria-describedby"].split()]
    assert described == ["We write to it.", find(refused, "a", href="#id_email")[0].text]
    assert by_id(refused, "id_mode_0").parents[-1].tag == "label"


def test_what_may_be_left_empty_says_so(refused: str) -> None:
    optional = [found.parents[-1]["for"] for found in find(refused, "span", **{"class": "optional"})]
    assert optional == ["id_work"]


def test_a_form_not_yet_sent_shows_no_errors() -> None:
    page = str(Names())
    assert "aria-invalid" not in page
    assert find(page, "div", role="alert") == []
    assert by_id(page, "id_name")["autocomplete"] == "name"


def test_what_was_typed_comes_back_as_text() -> None:
    page = str(Names({"name": "<script>x</script>"}))
    assert find(page, "script") == []
    assert by_id(page, "id_name")["value"] == "<script>x</script>"
