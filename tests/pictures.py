"""Takes the README's pictures of the bundled example's views, in Chromium. `make pictures` calls it."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from typer.testing import CliRunner

from civicgraph.cli import app
from tests.conftest import BROWSER_ARGS

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


def take() -> None:
    """Build the example in a temporary folder and write docs/pictures/*.jpg."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        assert CliRunner().invoke(app, ["demo", folder]).exit_code == 0
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_ARGS)
        for name, height in (("lineage", 1080), ("network", 900)):
            page = browser.new_page(viewport={"width": 1280, "height": height}, locale="de-DE")
            page.goto((Path(folder) / f"{name}.html").as_uri())
            page.wait_for_timeout(1000)
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=85)
        browser.close()


if __name__ == "__main__":
    take()
