"""Makes the README's pictures from a running `make run`: python docs/pictures.py [http://127.0.0.1:8000]"""

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.harness.bring import find_browser

FOLDER = Path(__file__).parent / "pictures"
ROOT = Path(__file__).parent.parent


def main(site: str) -> None:
    told = subprocess.run(
        [sys.executable, "manage.py", "load_example", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    example = json.loads(told.stdout)
    tour = next(row for row in example["tours"] if row["slug"] != "lape-2016")
    stop = tour["stops"][1]["slug"]
    claim = example["device_claims"][tour["stops"][0]["slug"]].replace(example["site"], site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        shoot(browser, f"{site}/sv/tours/{tour['slug']}/", "tour", 1280)
        shoot(browser, f"{site}/fi/events/{stop}/register/", "register", 360)
        shoot(browser, f"{site}/en/demo/", "demo", 1280)
        shoot_door(browser, claim)


def shoot(browser: Browser, address: str, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def shoot_door(browser: Browser, claim: str) -> None:
    """Take a phone into use and look somebody up by name."""
    page = browser.new_page(viewport={"width": 360, "height": 720})
    page.goto(claim)
    page.locator("form button").last.click()
    page.screenshot(path=FOLDER / "door.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
