"""Numbers in Chinese, full-width and Arabic writing, brought to one form.

三百四十三 = ３４３ = 343, 百分之六 = 6%, 二〇一九年 = 2019年, 十三亿 = 13亿 = 1300000000.
"""

from __future__ import annotations

import math
import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
SMALL = "[一二三四五六七八九十]{1,3}"
"""A whole number below a hundred, in Chinese."""
_NUMERAL = "零一二三四五六七八九〇○两十百千万亿"

_LONGEST = 20
"""Digits up to which a row of them is a number that can be told."""
_PERCENT = re.compile(
    rf"百分之([{_NUMERAL}]+(?:点[{_NUMERAL}]+)?|\d+(?:\.\d+)?)|(?<!\d)(\d+(?:\.\d+)?)\s*%"
)
_NUMBER = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)\s*([万亿]{{0,2}})|((?:[零一二三四五六七八九〇○两十][{_NUMERAL}]+|[一二三四五六七八九](?=[年月日个项条点次倍成]))"
    rf"(?:点[零一二三四五六七八九]+)?)"
)


def parse_integer(text: str) -> int | None:
    """Value of a whole number in Chinese or Arabic digits; None where it is none, or longer than any."""
    text = unicodedata.normalize("NFKC", text).replace(",", "")
    if len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _NUMERAL for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    # 亿 multiplies all that stands before it (三万亿), 万 only what stands between it and an 亿.
    billions = myriads = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
            continue
        if c in _UNITS:
            section += (digit or 1) * _UNITS[c]
        elif c == "万":
            myriads = (myriads + section + digit or 1) * _MYRIADS[c]
            section = 0
        else:
            billions = (billions + myriads + section + digit or 1) * _MYRIADS[c]
            myriads = section = 0
        digit = 0
    return billions + myriads + section + digit


def _decimal(text: str) -> str | None:
    whole, _, part = text.partition("点")
    value = parse_integer(whole)
    if value is None:
        return None
    digits = "".join(str(_DIGITS[c]) for c in part if c in _DIGITS)
    return f"{value}.{digits}" if digits else str(value)


def _plain(number: str) -> str:
    """Arabic digits without separators and idle zeros."""
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def number_terms(text: str) -> list[str]:
    """Canonical forms of the numbers of a normalised text, in order: `343`, `6%`, `1300000000`.

    A number followed by 万 or 亿 is given at its full value, so that 13亿 meets 十三亿.
    """
    terms: list[str] = []
    rest: list[str] = []
    at = 0
    for m in _PERCENT.finditer(text):
        rest.append(text[at : m.start()])
        at = m.end()
        written = m.group(1) or m.group(2)
        value = (
            _plain(written) if written[0].isdigit() and written[0] < "\u3000" else _decimal(written)
        )
        if value is not None:
            terms.append(f"{value}%")
    rest.append(text[at:])
    for m in _NUMBER.finditer(" ".join(rest)):
        if m.group(1):
            terms.append(_scaled(_plain(m.group(1)), m.group(2)))
        elif (value := _decimal(m.group(3))) is not None:
            terms.append(value)
    return terms


def _scaled(number: str, unit: str) -> str:
    if not unit:
        return number
    whole, _, part = number.partition(".")
    if len(whole + part) > _LONGEST:
        return number
    return str(int(whole + part) * math.prod(_MYRIADS[c] for c in unit) // 10 ** len(part))


_ORDINAL_DIGIT = re.compile(r"(?<=第)[一二三四五六七八九]")
_TWO_DIGITS = re.compile(r"[一二三四五六七八九两][一二三四五六七八九两]")
_SHORTEST_ROW = 3
"""Digits without 十, 百, 千 from which they are one number, as a year is; 三五成群 holds none."""


def numbers(text: str) -> list[tuple[int, int, str]]:
    """Start, end and canonical form of each number of a normalised text, in order.

    Stricter than `number_terms`: what only looks like a number (十三五) is left out.
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    for m in _PERCENT.finditer(text):
        found += _numbers_between(text, at, m.start())
        found += ((m.start(), m.end(), term) for term in number_terms(m.group())[:1])
        at = m.end()
    return found + _numbers_between(text, at, len(text))


def _numbers_between(text: str, start: int, stop: int) -> list[tuple[int, int, str]]:
    found = []
    for pattern in (_NUMBER, _ORDINAL_DIGIT):
        for m in pattern.finditer(text, start, stop):
            written = m.group().rstrip()
            value = parse_integer(written)
            terms = number_terms(written) or ([] if value is None else [str(value)])
            if len(terms) == 1 and _well_formed(written):
                found.append((m.start(), m.start() + len(written), terms[0]))
    return sorted(set(found))


def _well_formed(written: str) -> bool:
    digits = all(c in _DIGITS for c in written)
    return (not digits or len(written) == 1 or len(written) >= _SHORTEST_ROW) and (
        digits or not _TWO_DIGITS.search(written.partition("点")[0])
    )


def written(value: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """A whole number below ten thousand in Chinese; a larger one, or one below zero, in Arabic digits."""
    if not 0 <= value < 10_000:
        return str(value)
    if value < 10:
        return digits[value]
    found, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            found += digits[0] * gap + digits[digit] + (units[power - 1] if power else "")
        gap = bool(found) and not digit
    return found.removeprefix(digits[1]) if value < 20 and units[0] == "十" else found


def letters(value: int) -> str:
    """A to Z, then AA to ZZ and so on, as lists are numbered."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else str(value)


def roman(value: int) -> str:
    """In capital Roman numerals; one that these do not write, in Arabic digits."""
    if not 0 < value < 4000:
        return str(value)
    found = ""
    for number, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    ):
        found += sign * (value // number)
        value %= number
    return found
