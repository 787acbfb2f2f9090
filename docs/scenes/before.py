"""The pictures of everything that an organiser does before the day, and of what everybody sees."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from docs.scenes.camera import Stage, shoot
from tests.planning.memos import DAY_FI, DAY_SV, LIST_SV

TITLES = {
    "title_0": "Lapset ja perheet kuntoon",
    "title_1": "Barn och familjer i form",
    "title_2": "Children and families first",
    "short_title_0": "Perhekiertue",
    "short_title_1": "Familjeturnén",
    "short_title_2": "Family tour",
}


def public(stage: Stage) -> None:
    """The pictures of README, in the languages of those who come."""
    page = stage.visitor(height=900)
    page.goto(f"/sv/tours/{stage.given['tour']}/")
    shoot(page, "tour")
    page.goto("/en/demo/")
    shoot(page, "demo")
    phone = stage.visitor(360, 900)
    phone.goto(f"/fi/events/{stage.given['stops']['turku']}/register/")
    shoot(phone, "register")


def signing_in(stage: Stage) -> None:
    phone = stage.visitor(320, 640)
    phone.goto("/organiser/")
    shoot(phone, "sign-in")
    page = stage.signed_in("tietosuoja")
    page.goto("/accounts/steps/")
    shoot(page, "two-steps", height=560)


def desk(stage: Stage) -> None:
    page = stage.signed_in()
    shoot(page, "desk", height=860)
    page.goto(stage.tour())
    shoot(page, "tour-desk", height=860)


def memo(stage: Stage) -> None:
    """From the boxes to a draft, and what it lacks."""
    page = stage.signed_in()
    page.goto("/organiser/new/plan/")
    for box, text in {**TITLES, "lines": LIST_SV, "day_sv": DAY_SV, "day_fi": DAY_FI}.items():
        page.fill(f"[name={box}]", text)
    shoot(page, "memo", page.locator("label[for=id_lines]"), height=1000)
    page.get_by_role("button", name="Preview", exact=True).click()
    shoot(page, "memo-preview", page.get_by_role("heading", name="How it is understood"), height=1000)
    page.get_by_role("button", name="Create the tour").click()
    shoot(page, "publish", page.locator("main"), height=1000)
    page.goto(page.url.replace("/publish/", "/missing/"))
    shoot(page, "missing", page.locator("main"), height=800)


def programme(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto(stage.tour("programme/"))
    shoot(page, "programme", page.locator("main section").last, height=860)
    page.get_by_role("link", name="Change this part").last.click()
    page.fill("[name=starts]", "13:30")
    page.get_by_role("button", name="See what changes").click()
    shoot(page, "programme-change", page.locator("main"), height=900)


def invitations(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto(stage.stop("turku", "invitations/"))
    shoot(page, "invitations")


def plan(stage: Stage) -> None:
    """The plan of the day, and the party that comes along."""
    page = stage.signed_in()
    page.goto(stage.tour("party/"))
    page.fill("[name=name]", "Tuula Tulkki")
    page.fill("[name=email]", "tuula.tulkki@example.org")
    page.fill("[name=organisation_text]", "Tulkkikeskus")
    page.get_by_role("button", name="Register for every stop").click()
    shoot(page, "party", page.locator("main"), height=800)
    page.goto(stage.stop("turku", "plan/"))
    shoot(page, "plan", page.locator("main"), height=1000)
    page.goto(stage.stop("turku", "run-sheet/"))
    shoot(page, "run-sheet", page.locator("main"), height=900)
    phone = stage.signed_in("stm", 320, 640)
    phone.goto(stage.stop("turku", "checklist/"))
    phone.get_by_role("button", name="Mark as done").first.click()
    shoot(phone, "checklist", phone.locator("#checklist"))
    page.goto(stage.stop("turku", "ahead/"))
    shoot(page, "ahead", page.locator("main"), height=800)


def participants(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto(stage.stop("turku", f"participants/?open={stage.given['somebody']}"))
    shoot(page, "participants", page.locator("main"), height=1100)


def changes(stage: Stage) -> None:
    """A stop gets a later day: who is told is shown, then it is done, and everybody is told."""
    page = stage.signed_in()
    page.goto(stage.stop("kuopio", "day/"))
    page.fill("[name=date]", f"{_year(stage)}-06-08")
    page.get_by_role("button", name="See what it means").click()
    shoot(page, "change", page.locator("#means"), height=1000)
    page.locator("main form button").first.click()
    page.goto(stage.stop("kuopio"))
    for _attempt in range(60):
        if not page.get_by_text("The letters leave when nothing has changed").count():
            break
        page.wait_for_timeout(2000)
        page.reload()
    shoot(page, "told", page.locator("main section[aria-labelledby^=session]").last, height=620)
    page.goto(stage.stop("oulu", "online/"))
    shoot(page, "online", page.locator("main"), height=900)


def search(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto("/organiser/search/?q=uleåborg")
    shoot(page, "search", height=900)


def two_people(stage: Stage) -> None:
    """Anna and the host of Vaasa write the same title."""
    anna, host = stage.signed_in(), stage.signed_in("muutosagentti")
    for page, title in ((anna, "Family tour in Vaasa"), (host, "Family tour: Vaasa, both languages")):
        page.goto(stage.stop("vaasa", "edit/"))
        page.fill("[name=title_2]", title)
    _save(anna)
    _save(host)
    shoot(host, "two-versions", host.locator("main"), height=860)


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_be_visible()


def team(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto("/organiser/team/invite/stm/")
    page.fill("[name=email]", "maria.lind@example.org")
    shoot(page, "colleague", height=900)
    page.goto("/organiser/team/")
    shoot(page, "team", height=800)
    page.goto("/organiser/log/")
    shoot(page, "log", height=900)


def again(stage: Stage) -> None:
    """Repeat the tour; let a meeting follow another."""
    page = stage.signed_in()
    page.goto(stage.tour("repeat/"))
    page.fill("[name=first_day]", f"{_year(stage) + 1}-06-01")
    page.get_by_role("button", name="See the new days").click()
    shoot(page, "repeat", page.locator("main form .actions").first, height=900)


def _year(stage: Stage) -> int:
    return int(stage.given["tour"].rpartition("-")[2])


SCENES: list[Callable[[Stage], None]] = [
    public, signing_in, desk, memo, programme, invitations, plan, participants, changes, search, two_people, team, again,
]  # fmt: skip
