"""Pages as people see them: made by the command line, looked at with a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from periodize.demo import season_files
from periodize.project.folder import write_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

TODAY = date(2026, 11, 22)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
)  # fmt: skip


class Run(Protocol):
    def __call__(self, *arguments: str | Path, folder: Path, code: int = 0) -> str: ...


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Run:
    """Run `periodize ...` in a folder, expect its exit code, return what it prints; the day is fixed."""
    assert pytestconfig.cache is not None
    cache = pytestconfig.cache.mkdir("periodize")  # Vega's script is made once, not for each run of the tests

    def call(*arguments: str | Path, folder: Path, code: int = 0) -> str:
        env = os.environ | {
            "PERIODIZE_TODAY": TODAY.isoformat(), "COLUMNS": "80", "NO_COLOR": "1", "XDG_CACHE_HOME": str(cache),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "periodize", *map(str, arguments)],
            capture_output=True, text=True, env=env, cwd=folder, check=False, timeout=240, encoding="utf-8",
        )  # fmt: skip
        assert code == done.returncode, done.stdout + done.stderr
        return done.stdout + done.stderr

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example season, made once."""
    folder = tmp_path_factory.mktemp("demo")
    write_new({folder / path: content for path, content in season_files(TODAY).items()})
    return folder


@pytest.fixture(scope="session")
def season(demo: Path, run: Run) -> Path:
    """The report of the example season."""
    run("report", "--runs", "200", folder=demo)
    return demo / "season.html"


@pytest.fixture(scope="session")
def sheet(demo: Path, run: Run) -> Path:
    """A week of the example season for the fridge."""
    run("report", "--week", "2026-W51", folder=demo)
    return demo / "week-2026-W51.html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; skipped where there is none."""
    place = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if place is None:
        pytest.skip(f"pages are looked at with a browser, and there is none of {', '.join(BROWSERS)}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=place, args=list(QUIET))
        yield started
        started.close()


@dataclass
class Seen:
    """A page in the browser, and what it did unseen: warnings are errors here too."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


class Look(Protocol):
    def __call__(self, place: Path, *, width: int = 1100, **how: Any) -> Seen: ...


def opened(browser: Browser, place: Path, *, width: int = 1100, **how: Any) -> Seen:
    context = browser.new_context(viewport={"width": width, "height": 900}, **how)
    seen = Seen(context.new_page())

    def dismissed(asked: Dialog) -> None:
        seen.errors.append(asked.message)
        asked.dismiss()

    seen.page.on("console", lambda said: seen.errors.append(said.text) if said.type in {"error", "warning"} else None)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("dialog", dismissed)
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.goto(place.as_uri())
    if how.get("java_script_enabled", True) and seen.page.locator("[data-chart]").count():
        seen.page.locator("html[data-drawn]").wait_for(state="attached")
    return seen


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Open a page, wait until its charts are drawn."""
    found: list[Seen] = []

    def call(place: Path, *, width: int = 1100, **how: Any) -> Seen:
        found.append(opened(browser, place, width=width, **how))
        return found[-1]

    yield call
    for seen in found:
        seen.page.context.close()


@pytest.fixture(scope="module")
def whole(browser: Browser, season: Path) -> Iterator[Seen]:
    """The report of the example season as it opens, for tests that only look at it."""
    seen = opened(browser, season)
    yield seen
    seen.page.context.close()
