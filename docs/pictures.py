"""Makes the pictures of README.md and docs/organiser-guide.md anew: .venv/bin/python -m docs.pictures

It starts the product with the example on a database of its own, which is thrown away afterwards, and needs the
development packages and a Chromium, as `make test` brings them.
"""

import json
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from docs.scenes import before, the_day
from docs.scenes.camera import Stage
from tests.harness.bring import find_browser
from tests.harness.served import Product
from tests.harness.smtp import post_office

PEOPLE = "240"
GIVEN = "from docs.scenes import given; given."


@contextmanager
def installation() -> Iterator[Product]:
    """The product with the example, told nothing of this machine's own database and keys."""
    with tempfile.TemporaryDirectory() as name, post_office() as post:
        folder = Path(name)
        keys = {key: secrets.token_urlsafe(48) for key in ("SECRET_KEY", "TOKEN_KEY")}
        product = Product(f"sqlite:///{folder / 'pictures.sqlite3'}", post, folder, QUIET_SECONDS="1", **keys)
        try:
            product.prepare()
            product.manage("load_example", "--people", PEOPLE)
            product.start()
            yield product
        finally:
            product.stop()


def play(stage: Stage, scenes: list[Callable[[Stage], None]]) -> None:
    """One after another; what a scene has opened is closed, for a browser keeps every page in memory."""
    for scene in scenes:
        scene(stage)
        for context in stage.browser.contexts:
            context.close()


def main() -> None:
    with installation() as product, sync_playwright() as playwright:
        given = json.loads(product.ask(f"{GIVEN}before()"))
        product.post.sink.refused[given["lost"]] = "550 5.1.1 No such user"
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        stage = Stage(product, browser, given)
        play(stage, before.SCENES)
        stage.given["claim"] = product.ask(f"{GIVEN}the_day()")
        play(stage, the_day.SCENES)
        browser.close()


if __name__ == "__main__":
    main()
