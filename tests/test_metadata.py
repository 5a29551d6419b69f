"""What heads of documents say: invented ones, in the forms that real ones have."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.errors import DocumentError
from assistant.loading.html import read_html
from assistant.segment import parse
from assistant.text.dates import find_date, find_dates, is_date_line, iso_date
from assistant.text.metadata import find_type, join_title
from assistant.text.speakers import is_name
from assistant.types import Document

BODY = "今年以来，全市上下团结一心，各项工作取得了新的进展，但问题仍然不少，需要认真解决。"


@dataclass(frozen=True)
class Head:
    lines: str
    title: str
    speaker: str = ""
    occasion: str = ""
    date: str = ""
    place: str = ""
    type: str = ""


HEADS = (
    Head(
        "在全市民营企业座谈会上的讲话\n（2020年3月12日）\n王 明",
        "在全市民营企业座谈会上的讲话", "王明", "在全市民营企业座谈会上", "2020-03-12", type="speech",
    ),
    Head(
        "凝心聚力 真抓实干\n——在柳河市经济工作会议上的讲话\n(2019年12月30日)\n市委书记　李建国",
        "凝心聚力 真抓实干", "李建国", "在柳河市经济工作会议上的讲话", "2019-12-30", "柳河市", "speech",
    ),
    Head(
        "学习贯彻全会精神\n加快建设农业强市\n——在柳河市农村工作会议上的讲话\n（2023年1月9日）",
        "学习贯彻全会精神 加快建设农业强市", "", "在柳河市农村工作会议上的讲话", "2023-01-09", "柳河市", "speech",
    ),
    Head("柳河市教育局文件\n柳教发〔2022〕15号\n关于做好招生\n工作的通知", "关于做好招生工作的通知", date="2022", type="policy"),
    Head(
        "柳河市人民政府常务会议纪要\n〔2023〕7号\n时间：2023年4月12日上午\n地点：第一会议室\n主持人：市长 陈卫东\n出席：李明、王海燕\n记录：孙磊",
        "柳河市人民政府常务会议纪要", date="2023-04-12", place="第一会议室", type="policy",
    ),
    Head(
        "政府工作报告\n——2021年1月20日在柳河市第十五届人民代表大会第六次会议上\n市长 陈卫东",
        "政府工作报告", "陈卫东", "在柳河市第十五届人民代表大会第六次会议上", "2021-01-20", "柳河市", "report",
    ),
    Head("柳河市2018年政府工作报告", "柳河市2018年政府工作报告", date="2018", type="report", place="柳河市"),
    Head(
        "张卫国同志在全县脱贫攻坚推进会上的讲话（根据录音整理）",
        "张卫国同志在全县脱贫攻坚推进会上的讲话（根据录音整理）", "张卫国", "在全县脱贫攻坚推进会上", type="speech",
    ),
    Head("赵志刚：在全省科技大会上的讲话", "赵志刚：在全省科技大会上的讲话", "赵志刚", "在全省科技大会上", type="speech"),
    Head("讲话人：市长 孙丽\n时间：2017年5月6日\n地点：市委礼堂", "", "孙丽", date="2017-05-06", place="市委礼堂"),
    Head("欧阳文在开学典礼上的致辞\n二〇一六年九月一日", "欧阳文在开学典礼上的致辞", "欧阳文", "在开学典礼上", date="2016-09-01", type="speech"),
    Head("柳河市人民政府办公室关于进一步做好\n春季森林防火工作的通知\n柳政办发〔2019〕7号",
         "柳河市人民政府办公室关于进一步做好春季森林防火工作的通知", date="2019", type="policy"),
    Head("关 于 防 汛 工 作 的 决 定", "关于防汛工作的决定", type="policy"),
    Head("关于农村工作的几个问题\n（一九六二年七月七日）\n刘文海", "关于农村工作的几个问题", date="1962-07-07"),
    Head("2018.8.8\n在读书会上的演讲", "在读书会上的演讲", occasion="在读书会上", date="2018-08-08", type="speech"),
    Head("新年贺词", "新年贺词", type="speech"),
    Head("市领导会见企业代表并发表讲话", "市领导会见企业代表并发表讲话"),
    Head("各界热议市委书记在经济工作会议上的讲话", "各界热议市委书记在经济工作会议上的讲话"),
    Head("申办2030年第六届全市运动会工作方案", "申办2030年第六届全市运动会工作方案", type="policy"),
)  # fmt: skip


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.lines.split("\n")[0])
def test_heads_are_read_field_by_field(head: Head) -> None:
    document = parse("a.txt", f"{head.lines}\n{BODY}\n{BODY}").document
    assert document.title == (head.title or BODY[:40])
    assert document.speaker == head.speaker
    assert document.date == head.date
    assert document.place == head.place
    assert document.type == head.type
    assert document.occasion == head.occasion


def described(text: str) -> Document:
    return parse("a.txt", text).document


@pytest.mark.parametrize(
    ("opening", "date"),
    [
        ("2018年8月8日，我们在这里召开动员大会。", "2018-08-08"),
        ("（2018年8月8日）同志们，今天开会。", "2018-08-08"),
        ("新华社北京2018年8月8日电 全会闭幕。", "2018-08-08"),
        ("2018年8月6日至8日，调研组到我省考察，现将情况函复如下。", ""),
        ("本办法已经2018年8月8日的常务会议通过。", ""),
        ("自2018年8月8日起，新办法开始施行。", ""),
        ("2018年，全市经济平稳。", ""),
    ],
)
def test_a_date_in_the_opening_is_that_of_the_document_only_where_it_stands_for_it(
    opening: str, date: str
) -> None:
    assert described(f"{opening}\n{BODY}").date == date


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("We will build 12 dams by 2030.", ""),
        ("共谋2095年的发展", ""),
        ("到2010年基本建成小康社会", ""),
        ("2010年青山县工作回顾", "2010"),
    ],
)
def test_a_year_that_is_still_to_come_or_a_deadline_dates_no_document(
    title: str, date: str
) -> None:
    assert find_date([], [title], "大家好。", [], yearly=True) == date
    assert find_date(["2095年"], [], "大家好。", [], yearly=True) == ""


def test_measures_are_a_policy_paper() -> None:
    assert find_type("关于支持养蜂的若干措施", "", "") == "policy"


def test_the_day_of_publication_stands_in_where_nothing_else_does() -> None:
    line = "发布时间：2018-08-10 来源：市政府办 浏览次数：12"
    assert described(f"在座谈会上的讲话\n{line}\n{BODY}").date == "2018-08-10"
    assert described(f"在座谈会上的讲话\n（2018年8月8日）\n{line}\n{BODY}").date == "2018-08-08"
    page = f"<html><head><meta name=PubDate content='2018-08-10 09:00'></head><body><h1>讲话</h1><p>{BODY}</p>"
    assert parse("a.html", read_html(page.encode(), "a.html")).document.date == "2018-08-10"


def test_an_official_document_is_dated_by_its_signature() -> None:
    text = f"关于做好防汛工作的通知\n各县人民政府：\n{BODY}\n柳河市人民政府\n2019年6月1日\n（此件公开发布）"
    assert described(text).date == "2019-06-01"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("二〇一八年八月八日", ["2018-08-08"]),
        ("２０１８年８月", ["2018-08"]),
        ("2018-08-08", ["2018-08-08"]),
        ("2018/8/8和2019年", ["2018-08-08", "2019"]),
        ("版本2018.35，电话2018-3344", []),
        ("第2018号", []),
    ],
)
def test_dates_are_found_in_every_writing(text: str, dates: list[str]) -> None:
    assert find_dates(text) == dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        *(("2022-5-6", "2022-05-06"), ("2022/5/6", "2022-05-06"), ("2022.05.06", "2022-05-06")),
        *(("2022年5月6日", "2022-05-06"), (" ２０２２年５月 ", "2022-05"), ("2022年", "2022")),
        *(("二〇二二年五月六日", "2022-05-06"), ("1646", "1646"), ("2022-05-06", "2022-05-06")),
        ("", ""),
    ],
)
def test_a_date_may_be_typed_in_every_writing(written: str, iso: str) -> None:
    assert iso_date(written, DocumentError) == iso


@pytest.mark.parametrize("written", ["昨天", "2022-13", "2022-5-32", "2022-5/6", "2022年5月6日讲"])
def test_what_is_typed_and_is_no_date_is_refused_in_both_languages(written: str) -> None:
    with pytest.raises(DocumentError) as refused:
        iso_date(written, DocumentError)
    assert written in refused.value.en and written in refused.value.zh


def test_a_line_with_a_date_and_more_is_no_date_line() -> None:
    assert is_date_line("（2018年8月8日，根据录音整理）")
    assert is_date_line("时间：2018年8月8日")
    assert not is_date_line("2018年8月8日，全市干部大会在市委礼堂隆重召开，会期半天")
    assert not is_date_line("在2018年的会议上")


def test_a_day_wins_over_a_month_and_a_title_over_nothing() -> None:
    assert find_date(["2024年1月", "2018年8月8日"], [], "", [], yearly=True) == "2018-08-08"
    assert find_date([], ["2019年工作报告"], "", [], yearly=True) == "2019"
    assert find_date([], ["关于2019年节日安排的通知"], "", [], yearly=False) == ""


@pytest.mark.parametrize("name", ["王明", "欧阳修", "张卫国"])
def test_names_are_told_by_their_surnames(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["江苏", "武汉", "我们", "高度重视", "全市", "王"])
def test_places_and_words_are_no_names(name: str) -> None:
    assert not is_name(name)


def test_the_author_of_an_article_is_no_speaker() -> None:
    assert described(f"海龟归来\n刘文\n{BODY}").speaker == ""


def test_titles_of_several_lines_are_one_and_a_subtitle_is_not_part_of_it() -> None:
    assert join_title(["关于做好", "防汛工作的通知", "第二行"]) == "关于做好防汛工作的通知"
    assert join_title(["凝心聚力谋发展", "王明"]) == "凝心聚力谋发展"
    assert join_title([]) == ""


def test_an_official_document_is_dated_where_it_is_signed_before_what_is_attached() -> None:
    signed = f"关于招生的通知\n{BODY}\n附件：范围\n柳河市教育局\n2022年5月20日"
    attached = "附件1\n范围\n实验小学招生。\n育才小学招生。\n附件2\n日程\n2022年7月1日"
    assert described(signed).date == described(f"{signed}\n{attached}").date == "2022-05-20"
    assert described(f"附件\n招生范围\n{BODY}\n2022年7月1日").date == "2022-07-01"


def test_only_lines_right_above_a_subtitle_are_parts_of_one_title() -> None:
    apart = "学习材料\n2020年3月\n凝心聚力\n真抓实干\n——在经济工作会议上的讲话"
    assert described(apart).title == "学习材料"
    without = "凝心聚力谋发展\n奋力开创新局面\n在经济工作会议上的讲话"
    assert described(without).title == "凝心聚力谋发展"


def test_a_covering_note_names_the_document_it_hands_on() -> None:
    text = f"现将《柳河市防汛预案》印发给你们，请认真执行。\n{BODY}"
    assert (described(text).title, described(text).type) == ("柳河市防汛预案", "policy")


def test_a_report_to_a_congress_names_its_occasion() -> None:
    text = f"现在，我代表市人民政府，向第十五届人民代表大会第三次会议作工作报告，请予审议。\n{BODY}"
    assert described(text).occasion == "第十五届人民代表大会第三次会议"
    assert described(text).type == "report"


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("要统筹发展和安全，把各项工作抓紧抓实抓出成效，推动全市经济社会持续", True),
        ("提出的“打先锋", True),
        ("一要抓好落实，", True),
        ("说完了。", False),
        ("柳河市人民政府办公室", False),
        ("图5 汽车前号牌", False),
        ("组长：王明 副市长", False),
    ],
)
def test_a_text_is_cut_off_where_it_stops_in_mid_sentence(end: str, cut: bool) -> None:
    assert ("原文未完" in described(f"标题\n{BODY}\n{end}").remarks) is cut


def test_remarks_come_from_the_head_alone() -> None:
    assert described(f"在会议上的讲话（节选）\n{BODY}").remarks == ("节选",)
    assert described(f"在会议上的讲话\n我把会议精神的摘要和全文发给大家。\n{BODY}").remarks == ()


def test_the_signature_below_an_attachment_dates_a_document() -> None:
    text = "关于招生工作的通知\n各乡镇：\n现将招生工作安排如下。\n各校要抓紧。\n特此通知。\n附件：\n1.招生范围\n2.日程安排\n柳河市教育局\n2022年5月20日"
    assert parse("a.txt", text).document.date == "2022-05-20"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("第一条 为了保护古树，根据有关法律，制定本条例。\n第二条 古树由县里管。", "doc_003"),
        ("今天讲护林。护林要靠大家。", "今天讲护林"),
        (f"今天讲护林，{'护林要靠全县上下的大家一起来' * 3}。", "今天讲护林"),
        (f"今天{'讲护林要靠全县上下的大家一起来' * 3}。", "doc_003"),
    ],
)
def test_what_stands_for_a_title_is_no_clause_cut_short(text: str, title: str) -> None:
    assert parse("文件/doc_003.txt", text).document.title == title
