"""The page as people meet it: `python benchmarks/page.py [--documents 2000] [--library FOLDER]`.

Printed are, on the bundled speech in headless Chromium, the time until a fresh page takes and answers a
question, and from Enter to the first quotation on the screen; then, on a library of 50 paragraphs a
document, how long 20 visitors wait who all ask at the same moment, and who read for some seconds between
questions, with and without files being added.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # the visitors are those of the tests

import browser as b  # noqa: E402
import large  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from visits import Librarian, Visit, started  # noqa: E402

from assistant import Assistant  # noqa: E402

SESSIONS = 20
TRIES = 12
ARRIVING = 300
READING = 3.0
"""Seconds, on average, that a visitor reads before asking again."""
QUESTIONS = ("存在哪些突出问题？", "取得了哪些成绩？", "怎样加强舆情监测？", "网络安全为什么重要？")

# From the key to the frame in which a turn that was not there before shows a quotation.
PAINTED = """(turn) => new Promise((done) => {
  let pressed = 0;
  addEventListener("keydown", () => { pressed = performance.now(); }, { capture: true, once: true });
  const look = () => {
    if (!document.querySelector(`#turn-${turn} .verbatim`)) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
  };
  const seen = new MutationObserver(look);
  seen.observe(document.body, { childList: true, subtree: true });
})"""


def line(what: str, seconds: Iterable[float]) -> None:
    ordered = sorted(1000 * s for s in seconds)
    p50, p95 = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
    print(f"{what:<44}{p50:7.0f} {p95:7.0f} {ordered[-1]:7.0f} {len(ordered):6}", flush=True)


def shown_after(page: Page, question: str) -> float:
    turn = page.locator(".turn").count() + 1
    page.evaluate(f"window.painted = ({PAINTED})({turn}); null")
    b.box(page).fill(question)
    b.box(page).press("Enter")
    return float(page.evaluate("window.painted")) / 1000


def arrival(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds until a fresh page takes a question, and until it has answered it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url, wait_until="commit")
        page.locator("#bar .tools").wait_for()
        b.box(page).fill(QUESTIONS[0])
        ready = float(page.evaluate("performance.now()")) / 1000
        b.box(page).press("Enter")
        page.locator("#turn-1 .verbatim").first.wait_for()
        return ready, float(page.evaluate("performance.now()")) / 1000


def in_browser(browser: Browser, work: Path) -> None:
    with Assistant.open(work / "speech") as assistant:
        assistant.add(b.SPEECH)
    began = time.perf_counter()
    with started(work / "speech") as url:
        print(f"server up after {time.perf_counter() - began:.2f} s")
        times = [arrival(browser, url) for _ in range(TRIES)]
        line("page opened, takes a question", (ready for ready, _ in times))
        line("page opened, question answered", (answered for _, answered in times))
        page = b.opened(browser.new_page(), url)
        spent = []
        for n in range(TRIES):
            b.cleared(page)
            spent.append(shown_after(page, QUESTIONS[n % len(QUESTIONS)]))
        line("Enter to the first quotation", spent)
        page.close()


def rounds(visits: list[Visit], documents: int) -> Iterator[list[float]]:
    """Seconds that each of the visitors waited who ask at the same moment, each something else."""
    asked = 0

    def wait(visit: Visit, number: int) -> float:
        began = time.perf_counter()
        shown = visit.ask(large.question(number))
        seconds = time.perf_counter() - began
        assert any(large.answer(number) in quote for quote in shown.quotes), shown
        return seconds

    with ThreadPoolExecutor(len(visits)) as pool:
        while True:
            numbers = [2 * ((asked + n) * 37 % documents) for n in range(len(visits))]
            asked += len(visits)
            yield list(pool.map(wait, visits, numbers))


def leisurely(
    visits: list[Visit], documents: int, going_on: Callable[[], bool], times: int = 4
) -> list[float]:
    """Seconds that each question waits of visitors who read for some seconds in between.

    Each asks `times` questions, and further ones while it goes on.
    """

    def visitor(place: int) -> list[float]:
        rng, waited = random.Random(place), list[float]()
        while len(waited) < times or going_on():
            time.sleep(rng.uniform(0, 2 * READING))
            number = 2 * ((place * 53 + len(waited) * 37) % documents)
            began = time.perf_counter()
            shown = visits[place].ask(large.question(number))
            waited.append(time.perf_counter() - began)
            assert any(large.answer(number) in quote for quote in shown.quotes), shown
        return waited

    with ThreadPoolExecutor(len(visits)) as pool:
        return [s for waited in pool.map(visitor, range(len(visits))) for s in waited]


def many(browser: Browser, library: Path, documents: int, work: Path) -> None:
    more = large.write(work / "more", range(1, 2 * ARRIVING, 2))
    with started(library) as url, ExitStack() as stack:
        visits = [stack.enter_context(Visit(url)) for _ in range(SESSIONS)]
        librarian = stack.enter_context(Librarian(url))
        asking = rounds(visits, documents)
        next(asking)
        line("20 at once", (s for _ in range(5) for s in next(asking)))
        page = b.opened(browser.new_page(), url)
        alone = [shown_after(page, large.question(2 * n)) for n in range(1, TRIES)]
        line("one in the browser, Enter to the quotation", alone)
        line("20 who read between questions", leisurely(visits, documents, lambda: False))
        librarian.add(more)
        waited, beside, began = list[float](), list[float](), time.perf_counter()
        while librarian.busy():
            waited += next(asking)
            b.cleared(page)
            beside.append(shown_after(page, large.question(2 * (100 + len(beside)))))
        spent = time.perf_counter() - began
        line("20 at once while files are added", waited)
        line("one in the browser while files are added", beside)
        print(f"{ARRIVING} documents added meanwhile in {spent:.0f} s")
        librarian.add(large.write(work / "further", range(2 * ARRIVING + 1, 4 * ARRIVING, 2)))
        line("20 who read, files added", leisurely(visits, documents, librarian.busy))
        page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--library", type=Path, help="made here by an earlier run, or left here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        work = Path(folder)
        library = options.library or work / "library"
        if not library.exists():
            texts = large.write(work / "texts", range(0, 2 * options.documents, 2))
            with Assistant.open(library) as assistant:
                assistant.add(texts)
        browser = driver.chromium.launch(executable_path=b.chromium(), args=["--no-sandbox"])
        print(f"{'milliseconds':<44}{'p50':>7} {'p95':>7} {'max':>7} {'n':>6}")
        in_browser(browser, work)
        many(browser, library, options.documents, work)
        browser.close()


if __name__ == "__main__":
    main()
