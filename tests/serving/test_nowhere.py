"""An address where nothing is: people are shown the way back, programs get what they understand."""

from __future__ import annotations

import pytest
from rendered import Rendered
from starlette.testclient import TestClient

from ui.strings import EN, ZH, Strings

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "words", "back"),
    [
        ("/zh/nothing", ZH, "/zh/"),
        ("/en/nothing", EN, "/en/"),
        ("/fr/", ZH, "/zh/"),
        ("/nothing", ZH, "/zh/"),
    ],
)
def test_a_person_is_shown_the_way_back_in_the_language_of_the_address(
    client: TestClient, path: str, words: Strings, back: str
) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert words.nowhere in Rendered(answer.text).text
    assert f'href="{back}"' in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_a_program_gets_json(client: TestClient) -> None:
    answer = client.get("/zh/nothing", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})
    assert client.post("/zh/nothing", headers=BROWSER).status_code in (404, 405)


def test_a_page_that_is_there_stays_as_it_is(client: TestClient) -> None:
    for path in ("/zh/", "/login"):
        assert ZH.nowhere not in client.get(path, headers=BROWSER).text
