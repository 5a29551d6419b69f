"""How much a text reads like Chinese: by the characters that every text has, and names have."""

from __future__ import annotations

_SIMPLIFIED = (
    "的和国业发要人展大一民政中进会有化实作力全加建经不工主制是在社新产设生地保行务强重动我理持法定济体对改现机高为合资推各开党年能面区以提用义部关学"
    "等方度坚技们同家革基科出农成企本治就增好平教上市育代应个性分事规了管施时系创公十导决服共构自得多当结策支量入第到领府来善这条题放防利更级长点完问"
    "三场内统步深于员外信职调文立过族术战稳特续取质心安权活快下水品项所优向金通与效门情解造际任必明促积标养可护办极环他子你说着那她也里后而天去小然么"
    "之都看起没只如把还样道想种美总从无己最女但前些日手又意期它头儿回位爱老因很给名间斯知世什两次使身者被已亲其此话常正感见尔几做孩相西果走将月声车物"
    "气每并别真打太比才便夫再书像眼却电界海受听表德少克许先口由死写马光白或住难望命花乐色李王张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢唐冯邓曹彭曾肖"
    "蔡潘田董袁余叶蒋杜苏魏程吕丁沈姚卢傅钟姜崔谭廖范汪陆石戴贾韦夏侯邹熊孟秦江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武莫孔汤伟芳娜秀英敏静丽磊军洋勇艳"
    "杰娟涛超霞刚桂红玉志华辉鹏飞鑫波斌宇浩凯健俊帆帅旭宁玲燕萍兰梅琴云洁珍雪荣香莺媛瑞凡佳"
)
_TRADITIONAL = (
    "國業發進會實經產設務強動濟體對現機爲資開黨區義關學堅們農應個規時創導決構當結領來這條題級長點問場內統於員職調過術戰穩續質權項優與門際積標養護辦極"
    "環說裏後麼沒還樣種總從無頭兒愛給間兩親話見爾幾將聲車氣並別書卻電聽許寫馬難樂張劉陳楊趙黃吳孫羅鄭謝馮鄧餘葉蔣蘇呂盧鍾譚範陸賈韋鄒閻龍賀顧龔萬錢嚴"
    "湯偉靜麗軍豔傑濤剛紅華輝鵬飛凱帥寧蘭雲潔榮鶯"
)
_FAMILIAR = frozenset(_SIMPLIFIED + _TRADITIONAL)
_SAMPLE = 100_000
"""Characters that are looked at."""
_FEWEST = 8
"""Letters from which a text can be told not to be read rightly."""
_SHARE = 0.2
"""Share of familiar letters below which fifty letters and more are no Chinese: texts have at least 0.3, mostly
0.7, what was read in a wrong encoding up to 0.15. Of fewer letters less is asked."""
_ENOUGH = 50


def familiarity(text: str) -> float:
    """Share of the letters outside ASCII that are common in Chinese; 1 where there are none."""
    letters = _letters(text)
    return sum(c in _FAMILIAR for c in letters) / len(letters) if letters else 1.0


def sensible(text: str) -> bool:
    """Whether a text may be Chinese or has too little that is not ASCII to tell."""
    count = len(_letters(text))
    return count < _FEWEST or familiarity(text) >= _SHARE * min(1.0, count / _ENOUGH)


def _letters(text: str) -> list[str]:
    return [c for c in text[:_SAMPLE] if ord(c) > 127 and c.isalpha()]
