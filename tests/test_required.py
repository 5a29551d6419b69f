"""What a sentence must hold to answer: the quantity, date, body or members that are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers.required import half_lacking, lacking
from assistant.lists.named_set import members_told
from assistant.questions.question import read


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("学生食堂每天要补多少钱", "办好学生食堂，让学生吃上热饭", True),
        ("学生食堂每天要补多少钱", "对学生食堂每天补助四元", False),
        ("退休教师今年能涨几个点", "退休教师的养老金标准提高20元", True),
        ("退休教师今年能涨几个点", "退休教师的养老金提高百分之三", False),
        ("全县有多少名校医", "校医队伍已有一定规模", True),
        ("全县有多少名校医", "全县有校医八十名", False),
        ("校车是哪一天开通的", "校车已于去年5月底开通", True),
        ("校车是哪一天开通的", "校车已于去年5月20日开通", False),
        ("In which year did the bus line open?", "校车线路已经开通", True),
        ("养老金提高了多少", "养老金提高了5%", False),
        ("修路投入多少钱", "修路投入资金三千万", False),
        ("教师工资最低多少", "教师超过1170万人", True),
        ("收入增长了多少", "收入增长一倍", False),
        ("工期多长时间", "工期为六十日", False),
        ("工期多长时间", "3月6日开工", True),
        ("How long is the road?", "全长三十公里", False),
        ("什么时候办起第一家纱厂", "新中国成立之初办起第一家纱厂", False),
        ("什么时候都不能忘的是什么", "艰苦奋斗的传统", False),
        ("过去几年取得了什么成绩", "校舍面貌一新", False),
        ("贷款最长能还几年", "还款期限不超过240个月", False),
        ("操场的面积有多大", "扩大操场面积，种上草皮", True),
        ("操场的面积有多大", "操场面积四百平方米", False),
        ("修操场的影响有多大", "修操场方便学生锻炼", False),
        ("查了多少起食物中毒", "查了一批食物中毒事件", True),
        ("查了多少起食物中毒", "查了三十起食物中毒事件", False),
        ("有几家书店参加", "一是书店参加了校园读书节", True),
        ("有几家书店参加", "一是新华书店,二是校园书店", False),
        ("要建几个图书室", "要建一批图书室，方便学生借阅", True),
        ("全县有多少个图书室", "每校设一个图书室，同一平台管理", True),
        ("全县有多少个图书室", "这句话讲了三年", True),
        ("退学率是多少", "退学的有三十名", True),
        ("退学率是多少", "退学率下降到百分之二", False),
        ("下乡的教师一天补多少钱", "下乡的教师免费体检", True),
        ("体检要交多少钱", "下乡的教师免费体检", False),
        ("那几条校车线路哪年能通", "加快开通校车线路", True),
        ("校车什么时候能全通", "力争用两年时间全部开通", False),
        ("校车几时通的", "校车已于去年五月开通", False),
        ("课余养几只兔子准不准", "允许学生在校园里养小动物", False),
        ("是不是要多教几年才能评职称", "逐步放宽教师评职称的年限", False),
    ],
)
def test_a_quantity_or_a_date_in_its_measure(question: str, sentence: str, *, lacks: bool) -> None:
    assert (lacking(read(question), sentence, sentence, listed=False) is not None) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("不合格的学校会受到什么处理", "对成效突出的学校给予通报表扬", "sanction"),
        ("不合格的学校会受到什么处理", "对不合格的学校限期整改", None),
        ("What fine does a school face for late reports?", "学校应当按时报送", "sanction"),
        ("我县升学率在全国排第几", "升学率大幅度提高", "rank"),
        ("我县升学率在全国排第几", "升学率居全国第六位", None),
        ("上台发言的五位老师都是谁", "五位老师作了很好的发言", "name"),
        ("哪个老师的建议写进去了", "采纳了老师们提出的建议", "name"),
        ("Who chairs the teachers' association?", "成立了教师协会", "name"),
        # The tagger takes for names what are none.
        ("三个坚持是什么", "牢记“三个坚持”，把学校办好", "set"),
        ("三个坚持是哪三个", "牢记“三个坚持”，即坚持育人、坚持公益、坚持节俭", None),
        ("成立的担保公司名字叫什么", "国有银行要成立担保公司", "name"),
    ],
)
def test_a_set_a_sanction_a_rank_or_a_name_is_told_by_words_of_its_own(
    question: str, sentence: str, lacks: str | None
) -> None:
    assert lacking(read(question), sentence, sentence, listed=False) == lacks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("教师名师库由哪个部门建立", "建立教师名师库，鼓励名师带徒", True),
        ("教师名师库由哪个部门建立", "教育局负责建立教师名师库", False),
        # A body that the question names itself is not the one it asks for.
        ("教师指导委员会由谁来组织", "发挥教师指导委员会的作用", True),
        ("教师指导委员会由谁来组织", "教师指导委员会由副县长召集", False),
        ("校车开通了吗", "校车已经开通", False),
        ("哪个国际组织来过学校", "世界卫生组织来过学校", False),
        ("这个主张由谁提出", "这是毛泽东提出的", False),
        ("食堂不干净找谁投诉", "可以向消费者协会投诉", False),
    ],
)
def test_a_body_that_the_question_does_not_name(
    question: str, sentence: str, *, lacks: bool
) -> None:
    assert (lacking(read(question), sentence, sentence, listed=False) is not None) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("三大工程是哪三个", "打好校舍改造三大工程，推进集中办学", True),
        ("三大工程是哪三个", "三大工程是校舍改造、食堂建设和校车开通", False),
        ("三个标准是哪三个", "看是否有利于学生，是否有利于教师，是否有利于家长", False),
        ("要弘扬哪三种精神", "弘扬爱岗的敬业精神，进取的创新精神，互助的团结精神", False),
        ("三大工程是哪三个", "打好三大工程，提高认识；加强领导", True),
        ("改造了哪几所学校", "一批学校已经改造", True),
        ("学校的校训是哪八个字", "学校的校训已经写在墙上", False),
    ],
)
def test_as_many_members_as_are_asked_for(question: str, sentence: str, *, lacks: bool) -> None:
    assert (lacking(read(question), sentence, sentence, listed=False) is not None) is lacks


def test_members_that_were_found_need_not_stand_in_one_sentence() -> None:
    asked = read("三大工程是哪三个")
    assert not lacking(asked, "打好三大工程。", "打好三大工程。", listed=True)


def test_members_may_stand_in_the_sentence_after() -> None:
    after = "三大工程已经启动。主要是校舍改造、食堂建设和校车开通。"
    assert not lacking(read("三大工程是哪三个"), "三大工程已经启动。", after, listed=False)


def test_of_a_follow_up_only_its_own_words_require() -> None:
    from assistant.followup import understood

    asked = understood("谁来负责", "校车有多少辆，谁来负责")
    assert not lacking(asked, "由教育局负责", "由教育局负责", listed=False)


@pytest.mark.parametrize(
    ("question", "says", "kind"),
    [
        ("校车一共花了多少钱", "最接近的段落没有给出所问的：数字。", "数字"),
        ("校車一共花了多少錢", "最接近的段落沒有給出所問的：數字。", "數字"),
        ("How much did the school buses cost?", "what is asked for: number.", "number"),
    ],
)
def test_not_found_says_what_kind_of_thing_is_not_told(
    tmp_path: Path, question: str, says: str, kind: str
) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text(
            "全县教育工作报告\n校车已经全部更换，家长普遍满意，学生上学更加安全。\n", "报告.txt"
        )
        answer = a.ask(question)
    assert answer.status == "not_found"
    assert says in answer.text and kind in answer.missing


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("家长委员会的会长是谁", "各校成立了家长委员会，联系更紧了", "name"),
        ("家长委员会的会长是谁", "家长委员会由王小川担任会长", None),
        ("获奖的六位教师都叫什么名字", "刚才，六位教师领了奖", "name"),
        ("试点的学校叫什么名字", "试点选在“春晖小学”", None),
        ("这些山村小学分布在哪些省份", "还有五十所山村小学没有通电", "place"),
        ("这些山村小学分布在哪些省份", "山村小学多在贵州和云南", None),
        ("这些山村小学分布在哪些县市", "山村小学多在西部", None),
    ],
)
def test_a_name_or_a_place_that_the_question_does_not_hold(
    question: str, sentence: str, lacks: str | None
) -> None:
    assert lacking(read(question), sentence, sentence, listed=False) == lacks


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("要办好三大读书活动，推进书香校园建设", True),
        ("要办好三大读书活动，即晨读、午读和夜读", False),
        ("晨读、午读和夜读三大读书活动都要办好", False),
        ("晨读、午读和夜读都要办好", False),
    ],
)
def test_what_is_only_counted_is_not_told(sentence: str, *, lacks: bool) -> None:
    question = read("三大读书活动是哪三个")
    assert (lacking(question, sentence, sentence, listed=False) is not None) is lacks


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("三大战役是打赢这一年的关键", True),
        ("要打好三大战役（清淤、护坡、种草）", False),
        ("三大战役主要包括清淤、护坡、种草", False),
        ("要打好三大战役——清淤、护坡、种草", False),
        ("要打好两大战役，即清淤和护坡", True),
    ],
)
def test_the_members_of_a_set_follow_its_name_or_stand_before_it(
    sentence: str, *, lacks: bool
) -> None:
    question = read("三大战役是哪三个")
    assert (lacking(question, sentence, sentence, listed=False) is not None) is lacks


def test_that_as_many_things_are_joined_is_told_in_no_time() -> None:
    text = "、".join("城市和农村" for _ in range(2000)) + "要统一规划"
    assert members_told("统一", 3, f"{text}。") is False


@pytest.mark.parametrize("question", ["没通水的学校在哪些省", "没通水的学校在哪些县市"])
def test_all_the_country_is_not_told_which_province(question: str) -> None:
    lacks = lacking(read(question), "全国还有九所乡村学校没有通水", "", listed=False)
    assert lacks == "place"


@pytest.mark.parametrize("question", ["哪些市民可以申请", "由哪个县级部门发放", "哪些省级学校受奖"])
def test_what_only_begins_like_a_place_is_none(question: str) -> None:
    assert lacking(read(question), "教育局负责发放", "教育局负责发放", listed=False) != "place"


def test_the_office_that_is_asked_for_names_nobody() -> None:
    says = "学校的校长要带头上课"
    assert lacking(read("学校的校长是谁"), says, says, listed=False) == "name"


def test_what_is_called_after_a_person_names_nobody_in_office() -> None:
    asked = read("林业局局长叫什么名字")
    called = "全县要以习近平新时代中国特色社会主义思想为指导，林业局要管好林子。"
    assert lacking(asked, called, called, listed=False) == "name"
    led = "在以习近平同志为核心的党中央领导下，林业局造林三百亩。"
    assert lacking(asked, led, led, listed=False) == "name"
    told = "林业局局长许文山介绍了情况。"
    assert lacking(asked, told, told, listed=False) is None


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("要管好水和路", True),
        ("要管好水、路和桥", False),
        ("一是水，二是路", False),
        ("水要清;路要平;桥要牢", False),
        ("重点抓好水的保护,抓好路的养护,抓好桥的维修", False),
        ("水渠修好,公路修好,桥梁修好以后通车", False),
        ("抓好水渠。抓好公路。抓好桥梁", True),
    ],
)
def test_members_are_joined_or_counted_off_or_told_alike(sentence: str, *, lacks: bool) -> None:
    asked = read("要管好哪三个方面")
    assert (lacking(asked, sentence, sentence, listed=False) is not None) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("这386条建议里有多少条是教师提的", "共收到建议386条，逐条作了答复", True),
        ("这386条建议里有多少条是教师提的", "386条建议中有教师提的40条", False),
        ("全县办了多少个食堂", "每所学校只能办一个食堂", True),
        ("食堂的许可证有效期是多少年", "许可证有效期为一年", False),
        # What asks for two things must tell one of them.
        ("食堂补到多少元，从哪一年开始补", "逐步提高食堂的补助", True),
        ("食堂补到多少元，从哪一年开始补", "食堂从2019年起补", False),
        ("学校同哪几个国家有往来", "学校同国外的一些人有往来", True),
        ("学校同哪几个国家有往来", "学校同日本和法国有往来", False),
        ("食堂选了哪些公司", "开展食堂配餐试点", True),
        ("食堂选了哪些公司", "由绿野餐饮公司配餐", False),
        ("两家公司分别叫什么", "由两家公司配餐", True),
        ("What is the size of the grant?", "对学校给予补助", True),
    ],
)
def test_what_is_asked_for_is_more_than_what_the_question_says_itself(
    question: str, sentence: str, *, lacks: bool
) -> None:
    assert (lacking(read(question), sentence, sentence, listed=False) is not None) is lacks


@pytest.mark.parametrize(
    ("question", "paragraph", "lacks"),
    [
        ("校车坏过几次，由谁来修", "校车由车队负责维修", "number"),
        ("校车由谁来修，哪天修好", "校车由车队负责维修", "date"),
        ("校车坏过几次，由谁来修", "校车坏过三次，由车队负责维修", None),
        ("由谁来修校车", "校车由车队负责维修", None),
        ("校车坏过几次", "校车由车队负责维修", None),
    ],
)
def test_of_several_things_a_quantity_or_a_date_may_be_the_one_not_told(
    question: str, paragraph: str, lacks: str | None
) -> None:
    assert half_lacking(read(question), paragraph) == lacks


def test_not_found_says_that_the_quantity_asked_for_beside_is_not_told(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text("校车安全管理办法\n校车由车队负责维修，每天出车前检查。\n", name="a.txt")
        answer = assistant.ask("校车一共坏过几次，修车花了多少钱？")
        assert answer.status == "not_found" and "数字" in answer.missing
