"""The sheets on how the groups came about: rules with their costs, faults found, and settings."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import version

import pandas as pd

from peergroups.criteria.columns import is_list
from peergroups.criteria.names import rule_name
from peergroups.locale import message, translate
from peergroups.outputs.titles import TITLES
from peergroups.outputs.words import STATUS, how_good
from peergroups.outputs.workbook.book import BAR, DATES, HEAD, Book, as_text
from peergroups.outputs.workbook.people_sheets import without_blanks
from peergroups.referee import size_faults
from peergroups.results.result import Result

RULES, FAULTS, SETTINGS = message("Rules"), message("Faults"), message("Settings")
YES, NO = message("yes"), message("no")
SIZES = message("As many members as the offer allows")
COSTS = message("The costs of the wishes add up to what is minimised; a lower cost is better.")
SHARE = message("Share met: 0 % is what drawing lots gives, 100 % the best possible if nothing else mattered.")

SEVERITIES = {"error": message("error"), "repaired": message("repaired"), "note": message("note")}
_FAULTS = ("kind", "sheet", "row", "column", "value", "problem", "action")
_KINDS = dict.fromkeys(("weight", "cost", "best_alone", "drawn_lots", "broken", "row"), "number") | {"met": "share"}
_PACKAGES = ("peergroups", "ortools", "numba", "numpy", "pandas")
_GOOD, _BAD = "#D8EFE0", "#F6CFC4"


def rules_sheet(book: Book, result: Result) -> None:
    """Write for each rule whether it holds, or what it costs beside the best and lots."""
    rows = rule_rows(result, book.language)
    sheet = book.sheet(RULES)
    bottom = book.table(sheet, "rules", rows, kinds=_KINDS)
    sheet.freeze_panes(1, 1)
    holds = list(rows.columns).index("holds")
    for word, colour in ((YES, _GOOD), (NO, _BAD)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{book.says(word)}"', "format": book.fill(colour)}
        sheet.conditional_format(1, holds, bottom, holds, rule)
    book.note(sheet, bottom + 2, book.says(COSTS), italic=True)
    if "met" in rows.columns:
        met = list(rows.columns).index("met")
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        sheet.conditional_format(
            1, met, bottom, met, {"type": "data_bar", "bar_solid": True, "bar_color": BAR, **ends}
        )
        book.note(sheet, bottom + 3, book.says(SHARE), italic=True)


def rule_rows(result: Result, language: str) -> pd.DataFrame:
    """Return the rows of the rules: those of ``result.criteria``, and the sizes that the offers set."""
    faults = size_faults(result.problem.model, result.assignment)
    sizes = pd.DataFrame([{"name": "", "hard": True, "holds": faults == 0, "broken": float(faults)}])
    table = pd.concat([result.criteria, sizes], ignore_index=True)
    word = {True: translate(YES, language), False: translate(NO, language)}
    kind = {True: translate("must hold", language), False: translate("wish", language)}
    sized = translate(SIZES, language)
    span = table["drawn_lots"] - table["best_alone"]
    rows = pd.DataFrame(
        {
            "rule": [rule_name(result.problem, name, language) if name else sized for name in table["name"]],
            "kind": [kind[bool(hard)] for hard in table["hard"]],
            "holds": [None if pd.isna(holds) else word[bool(holds)] for holds in table["holds"]],
            "cost": table["cost"].mask(table["hard"].astype(bool)),
            "best_alone": table["best_alone"],
            "drawn_lots": table["drawn_lots"],
            "met": (table["drawn_lots"] - table["cost"]) / span.mask(span <= 0),
            "weight": table["weight"],
            "broken": table["broken"].mask(table["broken"] == 0),
            "criterion": table["name"],
        }
    )
    return without_blanks(rows)


def faults_sheet(book: Book, result: Result) -> None:
    """Write what was wrong in the registrations and what was done about it."""
    sheet = book.sheet(FAULTS)
    if result.faults is None or result.faults.empty:
        book.note(sheet, 0, book.says("Nothing wrong was found in the registrations."), bold=True)
        return
    kinds = result.faults["severity"].map(lambda severity: book.says(SEVERITIES[severity]))
    rows = result.faults.assign(kind=kinds)[list(_FAULTS)].reset_index(drop=True)
    book.table(sheet, "faults", rows, kinds=_KINDS)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def settings_sheet(book: Book, result: Result, written: datetime) -> None:
    """Write what the result came from: its status in words, the seed, versions and every value of the plan."""
    about: list[tuple[str, object]] = [
        (book.says("Round"), result.round or None),
        (book.says("Written"), written),
        (book.says("Status"), book.says(STATUS[result.status])),
        (book.says("How good"), how_good(result, book.language)),
        (book.says("Cost"), round(result.objective, 2)),
        (book.says("Proved least cost"), None if result.bound is None else round(result.bound, 2)),
        (book.says("Seconds"), round(result.seconds, 1)),
        (book.says("Seed"), result.seed),
        *((name, version(name)) for name in _PACKAGES),
        ("Python", platform.python_version()),
        *flattened(result.settings, book.language),
    ]
    sheet = book.sheet(SETTINGS)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 80)
    sheet.freeze_panes(1, 0)
    head = book.format(bold=True, font_color="#FFFFFF", bg_color=HEAD)
    for column, title in enumerate(("setting", "value")):
        sheet.write_string(0, column, book.says(TITLES[title]), head)
    for row, (name, value) in enumerate(((name, value) for name, value in about if value is not None), start=1):
        sheet.write_string(row, 0, name, book.format())
        if isinstance(value, bool):
            sheet.write_string(row, 1, book.says(YES if value else NO), book.format())
        elif isinstance(value, int | float):
            sheet.write_number(row, 1, value, book.format(align="left"))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, 1, value, book.format(align="left", num_format=DATES[book.language]))
        else:
            sheet.write_string(row, 1, as_text(value), book.format(num_format="@", text_wrap=True))


def flattened(settings: Mapping[str, object], language: str, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value of a plan with its key, as "sizes.least"; of people kept apart only how many.

    Examples
    --------
    >>> list(flattened({"sizes": {"least": 5}, "rules": {"keep_apart": {"pairs": [["ann", "bo"]]}}}, "en"))
    [('sizes.least', 5), ('rules.keep_apart.pairs', '1 listed, not shown here')]
    """
    for key, value in settings.items():
        name = f"{path}{key}"
        if isinstance(value, Mapping):
            yield from flattened(value, language, f"{name}.")
        elif is_list(value) and "apart" in name:
            yield name, translate("{n} listed, not shown here", language, n=len(value))  # type: ignore[arg-type]
        elif is_list(value) and any(isinstance(item, Mapping) for item in value):  # type: ignore[attr-defined]
            for number, item in enumerate(value, start=1):  # type: ignore[arg-type, var-annotated]
                yield from flattened(item, language, f"{name}.{number}.")
        else:
            yield name, value
