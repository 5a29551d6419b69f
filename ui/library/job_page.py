"""Uploads on the page: how far each one is, and what became of every file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.terminal.present import notes
from assistant.types import Added, AddStatus
from ui.library.jobs import Job
from ui.markup import Html, joined, tag
from ui.strings import Strings, counted

_STATUSES: tuple[AddStatus, ...] = ("refused", "replaced", "added", "unchanged")
"""In the order in which one wants to know of them."""
_LISTED = 1000
_NONE: Mapping[str, int] = MappingProxyType({})


def jobs(
    listed: Sequence[Job], strings: Strings, editor: bool, left: Mapping[str, int] = _NONE
) -> Html:
    """`left`: how many of the documents that a job has added are in the library, by its id."""
    return joined([_job(job, strings, editor, left.get(job.id, 0)) for job in listed])


def busy(listed: Sequence[Job]) -> str:
    """How far the first job is, to be seen everywhere on the page; empty when nothing goes on."""
    running = next((job for job in reversed(listed) if not job.ended), None)
    return f"{_share(running):.0%}" if running else ""


def _job(job: Job, strings: Strings, editor: bool, left: int) -> Html:
    parts = [tag("strong", _heading(job, strings))]
    if job.state == "running":
        parts += [tag("span", _place(job, strings), class_="place")]
    if job.results:
        parts += [tag("span", _summary(job.results, strings), class_="counts")]
    if editor:
        parts += [tag("span", *_buttons(job, strings, left), class_="tools")]
    return tag(
        "section",
        tag("div", *parts, class_="line"),
        _bar(job, strings) if not job.ended else Html(""),
        _error(job, strings),
        _results(job, strings) if job.ended and job.results else Html(""),
        class_=f"job {job.state}",
        data_job=job.id,
    )


def _heading(job: Job, strings: Strings) -> str:
    words = strings.job
    if job.cancelling and not job.ended:
        return words.cancelling
    if job.state == "done" and not any(r.status in ("added", "replaced") for r in job.results):
        return words.none_added
    heading: str = getattr(words, job.state)
    return heading


def _buttons(job: Job, strings: Strings, left: int) -> list[Html]:
    words = strings.job
    if not job.ended:
        cancel = tag(
            "button",
            strings.library.cancel,
            type="button",
            class_="quiet",
            data_cancel=job.id,
            disabled=job.cancelling,
        )
        return [cancel]
    dismiss = tag("button", words.dismiss, type="button", class_="quiet", data_dismiss=job.id)
    label = counted(words.take_back, left)
    back = tag("button", label, type="button", class_="quiet", data_takeback=job.id)
    return [back, dismiss] if left else [dismiss]


def _bar(job: Job, strings: Strings) -> Html:
    share = round(_share(job) * 100)
    return tag(
        "div",
        tag("div", style=f"width: {share}%"),
        class_="bar",
        role="progressbar",
        aria_label=strings.job.running,
        aria_valuenow=share,
        aria_valuemin=0,
        aria_valuemax=100,
    )


def _share(job: Job) -> float:
    return min(1.0, job.done / job.total) if job.total and job.state == "running" else 0.0


def _place(job: Job, strings: Strings) -> str:
    place = f"{job.done:,} / {job.total:,}"
    if job.progress is None:
        return place
    stage = getattr(strings.job, job.progress.stage)
    return " · ".join(part for part in (place, stage, job.progress.current) if part)


def _summary(results: Sequence[Added], strings: Strings) -> str:
    counts = {status: sum(r.status == status for r in results) for status in _STATUSES}
    names = {status: getattr(strings.job, status) for status in _STATUSES}
    return " · ".join(f"{names[s]} {counts[s]:,}" for s in reversed(_STATUSES) if counts[s])


def _error(job: Job, strings: Strings) -> Html:
    if job.state != "failed":
        return Html("")
    told = job.error.message(strings.locale) if job.error else strings.job.unknown
    return tag("p", told, class_="error", role="alert")


def _results(job: Job, strings: Strings) -> Html:
    """Every file with its reason, folded; the page opens it for whoever sent what was refused."""
    words = strings.job
    order = {status: n for n, status in enumerate(_STATUSES)}
    results = sorted(job.results, key=lambda r: order[r.status])
    rows = (_result(r, strings) for r in results[:_LISTED])
    head = tag(
        "tr",
        *(
            tag("th", t, scope="col")
            for t in (strings.library.file_name, words.result, words.reason)
        ),
    )
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="results")
    more = len(results) > _LISTED
    note = tag("p", words.first_only.format(f"{_LISTED:,}"), class_="hint") if more else Html("")
    troubled = any(r.status == "refused" for r in results)
    summary = tag("summary", f"{words.results} {len(results):,}")
    return tag(
        "details", summary, tag("div", table, note, class_="scrolled"), data_troubled=troubled
    )


def _result(r: Added, strings: Strings) -> Html:
    english = strings.locale == "en"
    reason = r.reason if english else r.reason_zh
    if r.taken:
        reason = strings.job.taken.format(strings.library.replace)
    elif not reason and r.status in ("added", "replaced"):
        parts = [counted(strings.paragraphs, r.paragraphs), *notes(r, english)]
        reason = " · ".join(parts)
    status = getattr(strings.job, r.status)
    return tag(
        "tr",
        tag("td", r.name, lang="zh"),
        tag("td", status, class_=f"status {r.status}"),
        tag("td", reason),
    )
