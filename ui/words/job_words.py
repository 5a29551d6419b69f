"""The words of what the server is doing with files, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobWords:
    """The words of one language. Fields with `{}` are templates."""

    cancelling: str
    dismiss: str
    take_back: tuple[str, str]
    """For one document, for several."""
    waiting: str
    running: str
    done: str
    none_added: str
    cancelled: str
    failed: str
    unknown: str
    results: str
    reading: str
    embedding: str
    saving: str
    indexing: str
    added: str
    unchanged: str
    replaced: str
    refused: str
    taken: str
    """Takes the label of the checkbox that replaces documents."""
    reason: str
    result: str
    first_only: str


ZH = JobWords(
    cancelling="正在取消…",
    dismiss="关闭",
    take_back=("移除这次添加的 {} 篇", "移除这次添加的 {} 篇"),
    waiting="等待添加",
    running="正在添加",
    done="添加完成",
    none_added="没有添加任何文献",
    cancelled="已取消，先前存入的保留",
    failed="添加失败",
    unknown="出了差错。请重试；若仍不行，请查看终端里的记录。",
    results="结果",
    reading="读取",
    embedding="建立向量",
    saving="保存",
    indexing="建立索引",
    added="已添加",
    unchanged="未变",
    replaced="已替换",
    refused="未收",
    taken="已有同名文献，内容不同。请勾选“{}”再添加，或先给文件改名。",
    reason="说明",
    result="结果",
    first_only="只列出前 {} 个文件",
)

EN = JobWords(
    cancelling="Cancelling…",
    dismiss="Close",
    take_back=("Remove the {} document added", "Remove the {} documents added"),
    waiting="Waiting to be added",
    running="Adding",
    done="Added",
    none_added="Nothing was added",
    cancelled="Cancelled; what was stored before stays",
    failed="Adding failed",
    unknown="Something went wrong. Please try again; if it fails again, see the log in the terminal.",
    results="Results",
    reading="Reading",
    embedding="Embedding",
    saving="Saving",
    indexing="Indexing",
    added="Added",
    unchanged="Unchanged",
    replaced="Replaced",
    refused="Refused",
    taken="A document of this name with another text exists. Tick “{}” and add the file again, "
    "or rename the file first.",
    reason="Reason",
    result="Result",
    first_only="Only the first {} files are listed",
)
