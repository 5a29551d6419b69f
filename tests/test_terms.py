"""Index terms and how rare they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbeddingError, background_idf, terms
from embeddings.terms import Frequencies


def test_chinese_gives_words_and_every_pair_of_characters() -> None:
    found = terms("网络安全法")
    assert {"网络", "络安", "安全", "全法", "网络安全"} <= {*found}


def test_a_two_character_word_counts_once() -> None:
    assert terms("网络").count("网络") == 1


def test_a_lone_character_is_a_term() -> None:
    assert terms("税") == ["税"]


def test_numbers_keep_decimals_and_percent() -> None:
    assert terms("gdp增长6.1%,2019年.") == ["gdp", *terms("增长"), "6.1%", "2019", "年"]


def test_no_term_spans_punctuation_or_script() -> None:
    found = terms("安全,网络vpn服务 work report")
    assert {"vpn", "work", "report"} <= {*found}
    assert not {"全网", "络vpn", "络服"} & {*found}
    assert terms("，。 !?_") == []


def test_common_terms_have_lower_idf_than_rare_ones() -> None:
    common, rare, unseen = background_idf(["发展", "西气东输", "饕餮之徒乎"])
    assert 0 < common < rare <= unseen


def test_idf_keeps_the_order_of_the_terms() -> None:
    wanted = ["发展", "q1w2e3", "经济", "发展"]
    alone = [background_idf([term])[0] for term in wanted]
    np.testing.assert_array_equal(background_idf(wanted), alone)
    assert background_idf([]).shape == (0,)
    assert background_idf(wanted).dtype == np.float32


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="nowhere"):
        Frequencies.load(tmp_path / "nowhere")
