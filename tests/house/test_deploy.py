"""docs/deploy.md names every setting that is read from the environment."""

import re

from tests.house.source import ROOT, product, text

READ = re.compile(
    r"""(?:\benv\.\w+|\byes_or_no|\bos\.environ\.get)\(\s*["']([A-Z][A-Z_]+)["']"""
    r"""|["']([A-Z][A-Z_]+)["'] (?:not )?in env\.ENVIRON"""
)


def test_every_setting_of_the_environment_is_in_the_manual() -> None:
    read = {found[1] or found[2] for path in product() for found in READ.finditer(text(path))}
    assert {"DATABASE_URL", "EMAIL_URL", "LISTEN", "PG_BIN", "TOKEN_KEY"} <= read
    table = (ROOT / "docs" / "deploy.md").read_text().split("## Settings")[1].split("\n## ")[0]
    named = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall("`([A-Z_]+)`", row.split("|")[1])
    }
    assert named == read
