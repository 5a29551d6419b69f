"""Formal citations, against examples that GB/T 7714-2015 itself prints, and against readers of the others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Assistant, CitationError, Document, DocumentError, Published, Reference, cite
from assistant.cli import main

HELD = Reference(
    key="speech2018-abc",
    kind="speech",
    authors=("张三",),
    title="在座谈会上的讲话",
    occasion="纪念大会",
    date="2018-08-08",
    locator="第3段",
)


def entry(
    author: str, title: str, kind: str = "", date: str = "", **published: str
) -> Reference:  # fmt: skip
    authors = tuple(author.split("|")) if author else ()
    return Reference("k", kind, authors, title, date=date, published=Published(**published))


# Sections 4.6 and A.4, A.8, A.9 of the standard; spaces after marks as in the style of the CSL project.
STANDARD = [
    (
        entry(
            "中国互联网络信息中心", "第 29 次中国互联网络发展现状统计报告", "report", "2012-01-16",
            url="http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680",
            accessed="2013-03-26",
        ),
        "中国互联网络信息中心. 第 29 次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. "
        "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.",
    ),
    (
        entry(
            "北京市人民政府办公厅",
            "关于转发北京市企业投资项目核准暂行实施办法的通知: 京政办发[2005]37号", "policy", "2005-07-12",
            url="http://china.findlaw.cn/fagui/p_1/39934.html", accessed="2011-07-12",
        ),
        "北京市人民政府办公厅. 关于转发北京市企业投资项目核准暂行实施办法的通知: 京政办发[2005]37号[A/OL]. "
        "(2005-07-12)[2011-07-12]. http://china.findlaw.cn/fagui/p_1/39934.html.",
    ),
    (
        entry(
            "World Health Organization",
            "Factors regulating the immune response: Report of WHO Scientific Group", "report", "1970",
            place="Geneva", publisher="WHO",
        ),
        "World Health Organization. Factors regulating the immune response: Report of WHO Scientific "
        "Group[R]. Geneva: WHO, 1970.",
    ),
    (
        entry(
            "汤万金|杨跃翔|刘文|某某",
            "人体安全重要技术标准研制最终报告: 7178999X-2006BAK04A10/10.2013", "report", "2013-09-30",
            url="http://www.nstrs.org.cn/xiangxiBG.aspx?id=41707", accessed="2014-06-24",
        ),
        "汤万金, 杨跃翔, 刘文, 等. 人体安全重要技术标准研制最终报告: 7178999X-2006BAK04A10/10.2013[R/OL]. "
        "(2013-09-30)[2014-06-24]. http://www.nstrs.org.cn/xiangxiBG.aspx?id=41707.",
    ),
    (
        entry("丁文详", "数字革命与竞争国际化", newspaper="中国青年报", date="2000-11-20", page="15"),
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
    ),
    (
        entry(
            "余建斌", "我们的科技一直在追赶: 访中国工程院院长周济", date="2013-01-12", newspaper="人民日报",
            page="2", accessed="2013-03-20",
            url="http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm",
        ),
        "余建斌. 我们的科技一直在追赶: 访中国工程院院长周济[N/OL]. 人民日报, 2013-01-12(2)[2013-03-20]. "
        "http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm.",
    ),
    (
        entry(
            "萧钰", "出版业信息化迈入快车道", date="2001-12-19", accessed="2002-04-15",
            url="http://www.creader.com/news/20011219/200112190019.html",
        ),
        "萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. "
        "http://www.creader.com/news/20011219/200112190019.html.",
    ),
    (
        entry(
            "", "Dublin core metadata element set: version 1.1", date="2012-06-14",
            accessed="2014-06-11", url="http://dublincore.org/documents/dces/",
        ),
        "Dublin core metadata element set: version 1.1[EB/OL]. (2012-06-14)[2014-06-11]. "
        "http://dublincore.org/documents/dces/.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "printed"), STANDARD)
def test_an_example_of_the_standard_is_written_as_the_standard_prints_it(
    reference: Reference, printed: str
) -> None:
    assert reference.formatted("gbt7714") == printed
    assert set(reference.missing) <= {"author"}


def test_the_day_of_a_speech_belongs_to_its_title_and_is_no_date_of_publication() -> None:
    line = HELD.formatted("gbt7714")
    assert line == (
        "张三. 在座谈会上的讲话: 纪念大会, 2018年8月8日[Z]. [出版地不详: 出版者不详]: 第3段."
    )
    assert HELD.missing == ("place", "publisher", "published")
    assert "issued" not in json.loads(HELD.formatted("csl-json"))[0]
    assert "year" not in HELD.formatted("bibtex")


def test_every_fact_that_is_not_known_is_named_and_none_is_made_up() -> None:
    bare = Reference("k", "", (), "")
    assert bare.missing == ("author", "title", "place", "publisher", "published")
    assert bare.formatted("gbt7714") == "[题名不详][Z]. [出版地不详: 出版者不详]."
    assert bare.formatted("bibtex") == "@misc{k\n}"
    assert json.loads(bare.formatted("csl-json")) == [
        {"id": "k", "type": "document", "language": "zh-CN"}
    ]
    assert entry("甲", "题", "speech", url="https://a.cn").missing == (
        "date",
        "published",
        "accessed",
    )
    assert entry("甲", "题", newspaper="日报").missing == ("published", "page")


def test_csl_json_keeps_the_occasion_the_day_and_the_paragraph_apart() -> None:
    (item,) = json.loads(HELD.formatted("csl-json"))
    assert item["type"] == "speech"
    assert item["author"] == [{"literal": "张三"}]
    assert item["event-title"] == "纪念大会"
    assert item["event-date"] == {"date-parts": [[2018, 8, 8]]}
    assert item["locator"] == "第3段"


def test_what_tex_would_obey_is_only_text_in_bibtex() -> None:
    nasty = r"50% & {A}_b#$ \input{x} ~^" + "\n第二行"
    made = entry(nasty, nasty, newspaper="报", url="https://a.cn/{%}").formatted("bibtex")
    inside = made.replace(r"\{", "").replace(r"\}", "")
    assert inside.count("{") == inside.count("}")
    assert not re.search(r"(?<!\\)[&#$_]", made)
    assert r"\input" not in made
    assert "\n第二行" not in made


@pytest.mark.parametrize(
    "facts",
    [{"date": "2018-13"}, {"accessed": "昨天"}, {"date": "2018年秋"}, {"url": "javascript:alert(1)"},
     {"url": "https://a.cn/ b"}],
)  # fmt: skip
def test_refuses_a_date_or_an_address_that_is_none_in_both_languages(facts: dict[str, str]) -> None:
    with pytest.raises(CitationError) as refused:
        Published(**facts)
    assert next(iter(facts.values())) in refused.value.en
    assert next(iter(facts.values())) in refused.value.zh


def test_a_date_of_publication_may_be_written_as_documents_write_it() -> None:
    told = Published(date="2018年8月9日", accessed="2020/1/2")
    assert (told.date, told.accessed) == ("2018-08-09", "2020-01-02")


def test_an_occasion_that_the_title_names_is_not_said_twice() -> None:
    document = Document("a", "在纪念大会上的讲话", occasion="在纪念大会上的讲话", sha256="0" * 64)
    assert cite.reference(document, Published()).occasion == ""


def test_a_quotation_and_its_paragraph_are_cited_alike(library: Path, speech_path: Path) -> None:
    with Assistant.open(library) as a:
        a.add(speech_path)
        quote = a.ask("存在的突出问题有哪些?").quotes[0]
        assert a.cite(quote).formatted("note") == quote.citation
        assert a.cite(quote) == a.cite(quote.document, quote.paragraph)
        assert a.cite(quote.document).locator == ""
        for number in (0, 15):
            with pytest.raises(DocumentError, match="1 to 14"):
                a.cite(quote.document, number)


def test_the_command_prints_the_citation_alone_and_tells_beside_it_what_is_missing() -> None:
    result = CliRunner().invoke(main, ["cite", "changchun_2018.txt", "--paragraph", "8"])
    assert result.exit_code == 0
    assert result.stdout == (
        "深入贯彻网络强国战略思想 努力开创新时代长春网信工作新局面: 在长春市网络安全和信息化工作会议上的讲话, "
        "2018年8月8日[Z]. [出版地不详: 出版者不详]: 开头 第2段.\n"
    )
    assert "责任者（edit NAME --speaker）" in result.stderr
    english = CliRunner().invoke(
        main, ["--language", "en", "cite", "changchun_2018.txt", "--url", "nowhere"]
    )
    assert english.exit_code == 1
    assert "not a web address" in english.stderr
