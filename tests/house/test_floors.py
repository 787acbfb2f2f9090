"""Four floors, one staircase."""

from importlinter.cli import lint_imports


def test_no_floor_knows_of_a_higher_one() -> None:
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
