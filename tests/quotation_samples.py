"""Quotations to check, with the verdict each deserves: exact, altered or invented ones.

Made by rule from the bundled speech and from a text of our own that has the numbers, names and
negations the speech lacks; the invented ones are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import opencc
import rjieba

from assistant.clean import normalize
from assistant.text.sentences import sentences
from assistant.types import Verdict

SPEECH = Path(__file__).parent.parent / "data" / "changchun_2018.txt"
OWN = """全市水利工作会议上的讲话
（2016年3月12日）
去年全市完成水利投资四十七亿元，比上年增长百分之十二，新建水库3座，加固堤防286公里。
王立民同志在水利局干了三十一年，没有请过一天病假，退休那天还在柳河镇的工地上。
各县不得挪用工程款项，挪用的要限期在2016年6月30日前全部退回。
我们不怕困难多，就怕不去想办法；没有水源的村子，一个也不能丢下。
全年要解决15万人的饮水问题，其中青石县4万人，柳河镇8000人。
防汛值班实行24小时制，任何人不准脱岗，不准漏报，不准迟报。
截至2015年底，全市还有39个村没有通自来水，占行政村总数的百分之六。
水库移民安置不是一发了之，三年之内每户都要有人回访两次。
去年汛期下了七场大雨，北河水位最高达到18.6米，没有一处堤防决口。
李国华院士讲过，治水先治人，治人先立规矩。
节水不是不用水，而是不浪费水，农业用水要从每亩420方降到350方。
对虚报冒领的，不管涉及到谁，一律从严处理，决不姑息。
"""
INVENTED = """中小学校要把游泳课列入必修科目
乡镇卫生院应当配齐儿科医生和救护车
海上风电场年内并网发电能力翻一番
城市公园夜间照明一律改用太阳能路灯
对外贸易企业可以申请出口退税快速通道
养老机构每张床位给予一次性建设补贴
文物保护单位周边禁止新建高层住宅
粮食收购价格由市场形成，国家托底
高速铁路沿线不再新设货运站场
老旧小区加装电梯费用由住户共同分担
国际航班恢复到从前的八成以上
大学毕业生到基层工作满三年可以报考研究生加分
菜篮子产品价格连续五个月回落
快递包装要全部使用可降解材料
冬季供暖时间提前十五天开始
野生动物栖息地实行封闭管理
职业学校学费由财政全额承担
出租车司机每天工作不得超过十小时
乡村医生纳入事业单位编制管理
地铁五号线明年春节前通车试运营
煤矿企业必须为矿工购买意外伤害保险
棉花种植面积稳定在三百万亩左右
博物馆免费向中小学生开放并提供讲解
足球场地数量要达到每万人零点八块
渔民转产上岸后优先安排就业岗位
旅游景区门票价格下调两成
新生儿疾病筛查实现全覆盖
商品房预售资金实行专户监管
退耕还林的补助标准保持不变
街道办事处统一设立流动图书角
宠物犬只必须注射狂犬疫苗并登记
屠宰场一律迁出居民区
月饼过度包装问题要依法查处
牧区草场承包期再延长三十年
老年大学分校办到每个社区
银行网点应当保留人工柜台服务
盲道被占用的情况必须立即清理
驾驶证考试全部实行电子监考
蔬菜大棚保险费率降低一半
剧院上座率比前年提高了两成
公立医院取消药品加成
家政服务员持证上岗
自贸试验区率先实行负面清单
电影票房分成比例由双方协商
跨境电商保税仓库扩建到六个
航天器回收试验取得圆满成功
稀土开采总量实行指标控制
民间借贷利率不得超过法定上限
赛龙舟列入民族传统体育项目
机场货运吞吐量跃居全国第七
餐饮单位应当公开后厨画面
乡贤参与调解邻里纠纷
火车站广场改造工程下月完工
药品集中采购平均降价过半
校车驾驶员每年体检一次
沙漠治理面积累计超过千万亩
企业年金缴费比例适当提高
社会救助标准与物价上涨挂钩联动
桥梁检测每季度进行一轮
新能源汽车充电桩进小区不再审批
湖泊围网养殖全部拆除
汉字书写比赛由教育部门主办
外卖骑手参加工伤保险试点
殡葬服务收费实行明码标价
彩票公益金用于残疾人康复
古树名木建立一树一档
樱桃采摘节带动农户增收
远洋渔船安装北斗定位终端
滑雪场安全员必须持证巡查
气象预警信息十分钟内发到村
夜市摊位实行抽签分配
乡镇敬老院护理员工资翻倍
果园改种茶树不予补贴
高校食堂饭菜价格不许上涨
""".split()
Sample = tuple[str, str, Verdict]
"""How it was made, the quotation, and the verdict."""

_TRADITIONAL = opencc.OpenCC("s2t")
_WIDE = str.maketrans({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
_EDITED = re.compile(r"X|ZZ|更多|微\s?信")
_OTHER_DIGIT = str.maketrans("0123456789一二三四五六七八九", "1234567890二三四五六七八九一")
_NEGATION = re.compile(r"没有|不得|不准|不能|不是|不怕|不管|决不|不")
_SWAPPED = {
    "要": "可以", "提高": "降低", "加强": "放松", "进一步": "尽可能", "全面": "部分", "重大": "一般",
    "推动": "等待", "新": "旧", "坚持": "放弃", "深入": "初步", "建设": "改造", "工作": "事务",
    "安全": "效率", "发展": "稳定", "全市": "全区", "我们": "他们", "村": "镇", "水库": "水井",
}  # fmt: skip


def samples() -> Iterator[Sample]:
    """All quotations."""
    pieces = list(_pieces())
    for place, text in enumerate(pieces):
        yield "as it stands", text, "exact"
        if place % 3 == 0:
            yield "traditional", _TRADITIONAL.convert(text), "exact"
        if place % 3 == 1:
            yield "full width and spaces", "  ".join(text.translate(_WIDE)), "exact"
        yield from _changed(text)
    yield from _joined(pieces)
    for text in INVENTED:
        yield "invented", text, "absent"


def _pieces() -> Iterator[str]:
    """Sentences, their ；-bounded parts and their clauses, of 14 to 100 characters and without masked
    words, each once."""
    lines = f"{SPEECH.read_text(encoding='utf-8')}\n{OWN}".split("\n")
    whole = [line[s.start : s.end] for line in lines for s in sentences(line)]
    smaller = [
        piece for text in whole for piece in (*re.split("[；;]", text), *re.split("[；;，,]", text))
    ]
    for text in dict.fromkeys(piece.strip("。；;，, ") for piece in (*whole, *smaller)):
        if 14 <= len(text) <= 100 and not _EDITED.search(text):
            yield text


def _changed(text: str) -> Iterator[Sample]:
    if number := re.search(r"\d|[一二三四五六七八九](?=[个年月日场户十百万座亿])", text):
        at = number.start()
        digit = text[at].translate(_OTHER_DIGIT)
        yield "one digit", f"{text[:at]}{digit}{text[at + 1 :]}", "altered"
    if negation := _NEGATION.search(text, 1):
        instead = {"不是": "是", "没有": "有", "不得": "可以", "不准": "准许"}.get(
            negation.group(), ""
        )
        yield (
            "one negation",
            f"{text[: negation.start()]}{instead}{text[negation.end() :]}",
            "altered",
        )
    elif "要" in text:
        yield "one negation", text.replace("要", "不要", 1), "altered"
    for word in rjieba.cut(text):
        if instead := _SWAPPED.get(word):
            yield "one word", text.replace(word, instead, 1), "altered"
            break


def _joined(pieces: list[str]) -> Iterator[Sample]:
    """The first half of one piece and the second of another one, cut between words."""
    whole = "\n".join(map(normalize, pieces))
    for one, other in zip(pieces[::2], pieces[3::2], strict=False):
        text = _half(one)[0] + _half(other)[1]
        if normalize(text) not in whole:
            yield "joined halves", text, "altered"


def _half(text: str) -> tuple[str, str]:
    at = 0
    for word in rjieba.cut(text):
        if at >= len(text) / 2:
            break
        at += len(word)
    return text[:at], text[at:]
