"""The wallboard on its wall: a caller who gives up shows by himself, and what is old says how old it is.

Beside the figures: an announcement that nobody has recorded is not switched on.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.web.conftest import Site
from tests.web.person import Person
from tests.web.persons.colleagues import Colleague


def offered(page: Page) -> int:
    return int(page.get_by_role("region", name="呼入").locator("p").inner_text())


def test_the_wall_shows_a_caller_by_itself_and_says_when_it_is_cut_off(
    site: Site, person: Callable[..., Person]
) -> None:
    leader = person("leader")
    leader.go("/administration/call-measures")
    # What nobody has recorded is not switched on: callers would hear nothing.
    leader.write("播报内容", "受台风影响，东溪区多处停电。")
    leader.page.get_by_role("button", name="编写").click()
    expect(leader.page.get_by_role("listitem").filter(has_text="受台风影响")).to_contain_text("尚无录音")
    expect(leader.page.get_by_role("button", name="开启")).to_be_disabled()
    leader.page.get_by_role("button", name="作废").click()
    expect(leader.page.get_by_role("button", name="开启")).to_have_count(0)
    # By hand, and with a reason, callers are kept where they are, whatever a rule says: it is on the wall.
    queue = leader.page.get_by_role("region", name="队列溢出").get_by_role("listitem").first
    expect(queue.get_by_role("button", name="留在本队列")).to_be_disabled()
    queue.get_by_label("原因").fill("演练")
    queue.get_by_role("button", name="留在本队列").click()
    expect(queue).to_contain_text("人工留在本队列")
    leader.page.get_by_role("link", name="话务大屏").click()
    page = leader.page
    expect(page.get_by_role("heading", name="话务大屏")).to_be_visible()
    assert page.get_by_role("navigation").count() == 0, "nothing hangs beside it"
    expect(page.get_by_role("row").filter(has_text="人工留在本队列")).to_have_count(1)
    before = offered(page)
    with Colleague(site, "agent") as agent:
        agent.post("/demonstration/calls", {"recording": "02_queue_abandoned.plain"})
    expect(page.get_by_role("region", name="呼入").locator("p")).to_have_text(str(before + 1), timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "all of it is on the wall"

    # The stream is refused: what hangs there may be old, and says since when.
    expect(page.get_by_text("与服务器的连接已中断")).to_have_count(0)
    page.route("**/api/v1/events*", lambda route: route.fulfill(status=404))
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("与服务器的连接已中断；以下为")
