"""What the suite needs from the machine: found, else installed, else a loud failure that names the remedy."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

NODE_DIR = Path(__file__).parent.parent / "node"
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first is Chromium without the windows around its pages: the tests take two thirds of the processor's time."""
DEBIANS = ("chromium-headless-shell", "chromium")
PLAYWRIGHTS_OWN = """from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)"""
SYSTEM_PYTHON = os.environ.get("SYSTEM_PYTHON", "/usr/bin/python3")


class Missing(SystemExit):
    def __init__(self, what: str, mending: str) -> None:
        super().__init__(f"{what} is missing and could not be installed. Mend it with:\n\n    {mending}\n")


def bring_everything() -> None:
    """Browser, node with its packages, libical. Sets BROWSER_PATH for the runs that follow."""
    os.environ["BROWSER_PATH"] = bring_browser()
    bring_node_packages()
    bring_libical()


def installed_with_apt(*packages: str) -> bool:
    """True when apt has them now; only root on a Debian kind of system can."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (install, ["apt-get", "update", "-q"], install):
        code = subprocess.run(command, env=surroundings, stdout=sys.stderr).returncode
        if command is install and code == 0:
            return True
    return False


def find_browser() -> str | None:
    """BROWSER_PATH, a browser on PATH, or the one that Playwright downloaded."""
    if path := os.environ.get("BROWSER_PATH"):
        return path if os.access(path, os.X_OK) else None
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    asked = subprocess.run([sys.executable, "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True)
    answer = asked.stdout.strip()
    return answer if os.access(answer, os.X_OK) else None


def bring_browser() -> str:
    if "BROWSER_PATH" not in os.environ and not find_browser() and not any(map(installed_with_apt, DEBIANS)):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
    path = find_browser()
    if not path:
        raise Missing("Chromium", "apt-get install chromium  (or set BROWSER_PATH to a Chromium or Chrome)")
    return path


def bring_node_packages() -> None:
    """`npm ci` in tests/node, when its lock is not the one last installed."""
    lock, installed = NODE_DIR / "package-lock.json", NODE_DIR / "node_modules" / "lock.json"
    if installed.exists() and filecmp.cmp(lock, installed, shallow=False):
        return
    if not (shutil.which("node") and shutil.which("npm")) and not installed_with_apt("nodejs", "npm"):
        raise Missing("node", "apt-get install nodejs npm")
    if subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=NODE_DIR).returncode:
        raise Missing("ical.js and axe-core", f"cd {NODE_DIR} && npm ci")
    shutil.copy(lock, installed)


def bring_libical() -> None:
    """The system's Python must read calendars with libical (GObject introspection)."""
    packages = ("python3-gi", "gir1.2-ical-3.0")
    if not has_libical() and not (installed_with_apt(*packages) and has_libical()):
        raise Missing("libical", f"apt-get install {' '.join(packages)}")


def has_libical() -> bool:
    check = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
    try:
        return subprocess.run([SYSTEM_PYTHON, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False
