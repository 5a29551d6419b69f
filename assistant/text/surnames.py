"""Chinese surnames: what the first character of a person's name may be.

The hundred most frequent ones of the 2020 census name report (Ministry of Public Security), with
rarer ones that public figures bear and the usual surnames of two characters.
"""

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温华俞"
    "栗尉常胥"
)
DOUBLE_SURNAMES = ("欧阳", "司马", "诸葛", "上官", "皇甫", "令狐", "慕容", "尉迟", "长孙")
