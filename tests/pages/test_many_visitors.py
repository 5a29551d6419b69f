"""Many people ask a large library at once while files are being added to it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import browser as b
import large
import pytest
from playwright.sync_api import Browser, expect
from visits import Librarian, Shown, Visit, started

from assistant import Assistant

DOCUMENTS = range(0, 4000, 2)
"""About 100,000 paragraphs."""
ARRIVING = range(1, 301, 2)
SESSIONS = 20
PAGES = 3


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("large")
    texts = large.write(made / "texts", DOCUMENTS)
    with Assistant.open(made / "library") as assistant:
        assistant.add(texts)
        assert sum(d.paragraphs for d in assistant.documents()) > len(DOCUMENTS) * large.PARAGRAPHS
    return made / "library"


@pytest.fixture
def url(library: Path) -> Iterator[str]:
    with started(library) as address:
        yield address


@pytest.mark.slow
def test_answers_to_many_are_those_to_one_while_files_are_added(
    url: str, browser: Browser, tmp_path: Path
) -> None:
    numbers = DOCUMENTS[:: len(DOCUMENTS) // (SESSIONS + PAGES)][: SESSIONS + PAGES]
    questions = [large.question(number) for number in numbers]
    with Visit(url) as alone:
        expected = [alone.ask(question) for question in questions]
    for number, answer in zip(numbers, expected, strict=True):
        assert any(large.answer(number) in quote for quote in answer.quotes)
    with Librarian(url) as librarian, ExitStack() as stack, ThreadPoolExecutor(SESSIONS) as pool:
        visits = [stack.enter_context(Visit(url)) for _ in range(SESSIONS)]
        pages = [b.opened(browser.new_context().new_page(), url) for _ in range(PAGES)]
        librarian.add(large.write(tmp_path / "more", ARRIVING))

        def ask(session: int) -> list[Shown]:
            shown = [visits[session].ask(questions[session])]
            while librarian.busy():
                shown.append(visits[session].ask(questions[session]))
            return shown

        asked = [pool.submit(ask, session) for session in range(SESSIONS)]
        for page, question in zip(pages, questions[SESSIONS:], strict=True):
            b.box(page).fill(question)
            b.box(page).press("Enter")
        assert librarian.busy()
        for page, answer in zip(pages, expected[SESSIONS:], strict=True):
            quoted = page.locator("#turn-1 .verbatim")
            expect(quoted).to_have_text(list(answer.quotes), timeout=60_000)
            page.context.close()
        for one, answer in zip(asked, expected, strict=False):
            assert set(one.result()) == {answer}
        after = [visit.ask(question) for visit, question in zip(visits, questions, strict=False)]
    assert after == expected[:SESSIONS]
    with Visit(url) as visit:
        arrived = ARRIVING[len(ARRIVING) // 2]
        assert large.answer(arrived) in visit.ask(large.question(arrived)).quotes[0]
