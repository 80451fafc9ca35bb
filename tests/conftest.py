"""What all tests share: a Chromium, pages in it that tell what they asked for and complained about."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))  # what tests share is imported as tests.<folder>.<module>

BROWSER_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Watched:
    """A page and what it did: every request, every console message and script error, every dialog."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


PageAt = Callable[..., Watched]


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """Yield the machine's Chromium with a fresh profile; skip without one, but fail where CI=true promises one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI=true, but there is no Chromium on this machine")
        pytest.skip("there is no Chromium on this machine")
    opened = playwright_driver.chromium.launch(executable_path=found, args=BROWSER_ARGS)
    yield opened
    opened.close()


@pytest.fixture
def page_at(browser: Browser, tmp_path: Path) -> Iterator[PageAt]:
    """Yield a function that opens a file, or HTML text, at a size: `page_at(html, width=390, dark=True)`."""
    contexts: list[BrowserContext] = []

    def opened(
        content: str | Path,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        fragment: str = "",
        reduced: bool = True,
    ) -> Watched:
        if isinstance(content, str):
            path = tmp_path / f"page-{len(contexts)}.html"
            path.write_text(content, "utf-8")
        else:
            path = content
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if reduced else "no-preference",
            accept_downloads=True,
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri() + fragment)
        return watched

    yield opened
    for context in contexts:
        context.close()
