"""The measurable part of the house style. Each test names the offenders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.house.source import FLOORS, everything, files, nodes, product, text

JUNK_ROOMS = {"common", "core", "helper", "helpers", "misc", "signals", "stuff", "util", "utils"}


def functions(paths: list[Path]) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    yield from nodes(paths, ast.FunctionDef)
    yield from nodes(paths, ast.AsyncFunctionDef)


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_400_lines() -> None:
    paths = everything() + files(FLOORS, "*.html")
    assert [str(path) for path in paths if text(path).count("\n") > 400] == []


def test_the_median_file_is_shorter_than_100_lines() -> None:
    assert median(text(path).count("\n") for path in product() if text(path)) < 100


def test_no_function_is_longer_than_40_lines() -> None:
    assert [f"{at} {node.name}" for at, node in functions(everything()) if lines(node) > 40] == []


def test_the_median_function_is_shorter_than_10_lines() -> None:
    assert median(lines(node) for _, node in functions(product())) < 10


def test_nothing_is_imported_inside_a_function() -> None:
    inner = ((at, part) for at, node in functions(everything()) for part in ast.walk(node))
    assert [at for at, part in inner if isinstance(part, ast.Import | ast.ImportFrom)] == []


def test_a_class_stands_on_at_most_two_others() -> None:
    assert [f"{at} {node.name}" for at, node in nodes(product(), ast.ClassDef) if len(node.bases) > 2] == []


def test_there_is_no_junk_room() -> None:
    named = [
        path for path in everything() if JUNK_ROOMS & {path.stem, *(part.lower() for part in path.parts)}
    ]
    assert [str(path) for path in named] == []


def test_our_apps_send_each_other_no_signals() -> None:
    modules = {"django.dispatch", "django.db.models.signals"}
    imported = nodes(product(), ast.ImportFrom)
    assert [at for at, node in imported if node.module in modules] == []


def test_a_silenced_check_says_why() -> None:
    silenced = re.compile(r"# (?:noqa|type: ignore)(?!(?:: ?|\[)[\w, -]+\]?  # \w)")
    assert _places(silenced) == []


def test_nothing_is_left_for_later_and_no_test_is_skipped() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "mark.sk" + "ip", "pytest.sk" + "ip", "mark.xf" + "ail")
    assert _places(re.compile("|".join(map(re.escape, words)))) == []


def _places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}"
        for path in everything()
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]
