"""The words about text that was taken from a PDF file, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacsimileWords:
    """The words of one language. Fields with `{}` are templates."""

    extracted: str
    extracted_hint: str
    unkept: str
    original: str
    opener: str
    page: str
    page_of: str
    image: str
    show: str
    previous: str
    next: str
    enlarge: str
    loading: str
    failed: str


ZH = FacsimileWords(
    extracted="文本由 PDF 提取",
    extracted_hint="引用前可对照原页。",
    unkept="原件没有保留，看不到页面；再次添加这个文件即可。",
    original="原件的页面",
    opener="原页",
    page="第 {} 页",
    page_of="第 {} 页，共 {} 页",
    image="原件第 {} 页的图像",
    show="看第 {} 页的图像",
    previous="上一页",
    next="下一页",
    enlarge="放大页面",
    loading="正在显示页面…",
    failed="这一页没有显示出来。请稍后再试。",
)

EN = FacsimileWords(
    extracted="Text extracted from PDF",
    extracted_hint="Compare it with the page before you quote it.",
    unkept="The original was not kept, so its pages cannot be shown; add the file again to see them.",
    original="Page of the original",
    opener="Page",
    page="Page {}",
    page_of="Page {} of {}",
    image="Image of page {} of the original",
    show="Show the image of page {}",
    previous="Previous",
    next="Next",
    enlarge="Enlarge",
    loading="Showing the page…",
    failed="This page was not shown. Try again later.",
)
