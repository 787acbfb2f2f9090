"""The house's own source, as the tests of the house see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Kind = TypeVar("Kind", bound=ast.AST)
ROOT = Path(__file__).parent.parent.parent
FLOORS = ("config", "events", "registrations", "venues", "webcast")


def files(folders: tuple[str, ...], pattern: str = "*.py") -> list[Path]:
    """Relative paths below the folders, without migrations and what npm brought."""
    found = [path.relative_to(ROOT) for folder in folders for path in sorted((ROOT / folder).rglob(pattern))]
    return [path for path in found if not {"migrations", "node_modules", "vendor"} & set(path.parts)]


def product() -> list[Path]:
    return files(FLOORS)


def everything() -> list[Path]:
    return files((*FLOORS, "tests", "benchmarks"))


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def nodes(paths: list[Path], kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
    """Every node of the kind, each with `file:line`."""
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, kind):
                yield f"{path}:{getattr(node, 'lineno', 0)}", node
