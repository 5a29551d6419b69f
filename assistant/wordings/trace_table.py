"""A trace as rows of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import Literal

from assistant.text.printable import cell
from assistant.wordings.trace import DocumentCount, Trace, Tracing, Use, YearCount

Table = Literal["uses", "years", "documents"]
_ROWS: dict[Table, type[Use] | type[YearCount] | type[DocumentCount]] = {
    "uses": Use,
    "years": YearCount,
    "documents": DocumentCount,
}


def csv_table(tracing: Tracing, table: Table) -> str:
    """One table of all wordings, headed by the names of its columns. Years have a last row without
    one for documents without a date."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["wording", *(f.name for f in fields(_ROWS[table]))])
    for trace in tracing.traces:
        for row in _rows(trace, table):
            writer.writerow([cell(trace.wording), *map(cell, astuple(row))])
    return file.getvalue()


def _rows(trace: Trace, table: Table) -> Iterator[Use | YearCount | DocumentCount]:
    if table == "uses":
        yield from trace.lines
    elif table == "documents":
        yield from trace.by_document
    else:
        yield from trace.years
        if trace.undated.documents:
            yield trace.undated
