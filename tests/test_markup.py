"""Text stays text in what is rendered, whatever stands in it and however it is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rendered import Rendered

from ui.markup import Mark, escaped, tag, verbatim


def test_text_and_attributes_are_escaped() -> None:
    made = tag("p", '<b> & "x"', title='"><script>')
    assert made == '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; &quot;x&quot;</p>'
    assert escaped(made) is made


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@given(
    st.text(max_size=60), st.integers(0, 1000), st.lists(st.lists(spans, max_size=4), max_size=3)
)
def test_marks_never_change_the_text(text: str, start: int, layers: list[list[list[int]]]) -> None:
    text = text.replace("\r", "").replace("\0", "")
    marks = [
        [Mark(start + a, start + b, "mark", {"class_": "m"}, {"data_n": a}) for a, b in layer]
        for layer in layers
    ]
    assert Rendered(verbatim(text, start, marks)).text == text


def test_line_breaks_of_a_hard_wrapped_quotation_are_marked() -> None:
    made = verbatim("全市经\n济 and\nso on", 5, [[Mark(5, 10, "mark")]])
    assert made == (
        '<mark>全市经<span class="wrap">\n</span>济</mark> and<span class="wrap latin">\n</span>so on'
    )


def test_a_mark_cut_by_another_ends_once() -> None:
    made = verbatim("甲乙丙丁", 10, [[Mark(10, 13, "mark", {}, {"data_n": 1}), Mark(12, 14, "i")]])
    assert made == '<mark>甲乙</mark><i><mark data-n="1">丙</mark></i><i>丁</i>'
