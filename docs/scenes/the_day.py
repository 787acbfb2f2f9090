"""The pictures of the day itself, and of what comes afterwards."""

from collections.abc import Callable

from docs.scenes.camera import Stage, shoot


def doors(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto(stage.stop("turku", "doors/new/"))
    page.fill("[name=name]", "Main entrance")
    page.get_by_role("button", name="Show the code").click()
    shoot(page, "claim")
    phone = stage.visitor(320, 640)
    phone.goto(f"/checkin/claim/{stage.given['claim']}/")
    phone.locator("form button").last.click()
    shoot(phone, "door")
    phone.get_by_role("link", name="Presentation").click()
    phone.fill("#name", "Lindqvist")
    phone.locator("form:has(#name) button").click()
    shoot(phone, "door-name")


def live(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto(stage.stop("turku"))
    shoot(page, "live", page.locator("main"), height=1000)
    phone = stage.signed_in("stm", 320, 700)
    phone.goto(stage.stop("turku"))
    shoot(phone, "live-phone", phone.locator("main section[aria-labelledby^=session]").last)
    page.goto(stage.afternoon("turku", "webcast/"))
    page.get_by_role("button", name="Go live now").click()
    shoot(page, "webcast", page.locator("main"), height=860)


def afterwards(stage: Stage) -> None:
    page = stage.signed_in()
    page.goto(stage.afternoon("helsinki", "attendance/"))
    shoot(page, "attendance", page.locator("main"), height=900)
    page.goto(stage.tour("reach/"))
    shoot(page, "reach", page.locator("main"), height=1200)
    page.goto(stage.tour("organisations/"))
    shoot(page, "tidy", page.locator("main"))
    page.goto(stage.tour("reach/file/"))
    shoot(page, "report")


SCENES: list[Callable[[Stage], None]] = [doors, live, afterwards]
