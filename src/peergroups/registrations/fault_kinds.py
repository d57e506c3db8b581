"""Every kind of fault, in words, with its severity.

error
    An answer can't be used, or a guess would be needed. Settle it in the sheet or the plan before forming groups.
repaired
    The meaning was plain and the value was put right.
note
    Worth knowing; nothing was lost.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "repaired", "note"]


class Kind(NamedTuple):
    """A kind of fault: how grave it is, what is wrong, and what was done or is to be done."""

    severity: Severity
    problem: str
    action: str


KINDS: dict[str, Kind] = {
    # The file
    "no_file": Kind("error", "there is no file {name}", "check the name and the folder"),
    "empty_file": Kind("error", "{name} is empty", "export the answers again"),
    "too_large": Kind("error", "{name} is larger than {limit} MB", "export only the answers"),
    "not_a_sheet": Kind("error", "{name} is not a spreadsheet but {what}", "give an .xlsx, .ods or .csv file"),
    "old_workbook": Kind("error", "{name} is {what}", "open it in Excel or LibreOffice and save it as .xlsx"),
    "password": Kind("error", "{name} is protected by a password", "save a copy without the password"),
    "broken": Kind("error", "{name} is broken or was not copied to its end", "export or download it again"),
    "unsafe": Kind("error", "{name} was not opened, because it {why}", "export the answers again into a new file"),
    "wrong_name": Kind("note", "{name} is really {what}", "it was read as that"),
    "no_sheet": Kind("error", "there is no sheet {wanted} in {name}; there are {there}", "name one of those sheets"),
    "no_answers": Kind("error", "{name} has no answers", "check that the right file and sheet was given"),
    "mojibake": Kind(
        "repaired", "letters such as ä and ö were stored wrongly", "they were put right in the whole file"
    ),
    "open_quote": Kind(
        "error",
        "a quotation mark opens and is not closed where a cell ends",
        "look for cells that hold several answers",
    ),
    # The sheet
    "sheets_left": Kind("note", "the workbook has other sheets: {left}", "the registrations were read from {taken}"),
    "hidden_sheet": Kind("note", "the workbook has hidden sheets: {names}", "they were not read unless named"),
    "hidden_taken": Kind("note", "the sheet is hidden", "it was read all the same"),
    "hidden_rows": Kind("note", "hidden rows: {n}", "they were read like the others"),
    "no_results": Kind(
        "error", "formulas without a stored result: {cells}", "open and save the file in a spreadsheet"
    ),
    "error_cells": Kind("error", "formulas that give an error: {cells}", "they were read as empty; put them right"),
    "no_values": Kind("note", "cells that stand for nothing, such as NaN: {cells}", "they were read as empty"),
    "title_rows": Kind("note", "the headers are on row {header_row}", "the rows above them were not read"),
    "total_row": Kind("note", "the last row holds totals", "it was passed over"),
    "empty_rows": Kind("note", "empty rows: {rows}", "they were passed over"),
    "no_header": Kind("note", "answers in a column without a header", "the column was not used"),
    "same_header": Kind(
        "note", "the header stands over {n} columns", "the first was taken where the header is named"
    ),
    "ragged": Kind(
        "error", "the row has {n} cells and the header {width}", "the extra ones were not read; quote the text"
    ),
    "unknown_column": Kind("error", "there is no column {header}", "{near}"),
    # Recognition
    "grid_ranks": Kind("note", "one column for each theme, with numbers", "they were read as ranks: 1 is the best"),
    "grid_grades": Kind(
        "note", "one column for each theme, with numbers", "they were read as grades: {best} is the best"
    ),
    "scale_guessed": Kind(
        "note", "{n} neighbouring columns hold only small numbers", "they were read as interest in themes"
    ),
    "options_joined": Kind("note", "commas also stand inside answers", "read as one option: {options}"),
    "ranked_cells": Kind("note", "every answer puts the same options in order", "the order was read as ranks"),
    "also": Kind("note", "the column looks like {field} too", "not used; name it in the plan if it should be"),
    # Identity and doubles
    "no_known_column": Kind(
        "error",
        "no column is known: {columns}",
        "check that this is the registration sheet, or name its columns in the plan under [columns]",
    ),
    "no_identity": Kind("note", "there are no e-mail addresses or ids", "people are known by their rows"),
    "bad_email": Kind("note", "not an e-mail address", "the person is known as {person}"),
    "no_email": Kind("note", "no e-mail address", "the person is known as {person}"),
    "older_answer": Kind("repaired", "the same person answered again on row {latest}", "the latest answer was taken"),
    "latest_answer": Kind(
        "repaired",
        "the same person answered before (row {rows})",
        "this answer was taken; the first kept the queue",
    ),
    "shared_email": Kind("note", "another person on row {other} has the same e-mail address", "known as {person}"),
    "same_id": Kind("note", "another person on row {other} has the same id", "known as {person}"),
    "same_name": Kind("note", "the same name on rows {rows} with different addresses", "taken as different people"),
    "test_row": Kind("note", "looks like a trial answer", "it was kept; delete the row if it is one"),
    # Answers
    "bad_time": Kind("note", "not a date and time that can be read", "the place in the queue follows the others"),
    "day_or_month": Kind("note", "day and month can't be told apart", "read as {order}"),
    "zoned_times": Kind("note", "times with a time zone", "they were changed to Finnish time"),
    "bad_number": Kind("error", "not a number", "read as missing"),
    "bad_grade": Kind("error", "not a number of the scale", "read as missing"),
    "date_instead": Kind(
        "error", "the spreadsheet has made a date of the answer", "read as missing; type it as text"
    ),
    "dated_slots": Kind(
        "note",
        "the times are dates",
        "each date was taken as a time; if they were anything else, such as 9-11, type them as text",
    ),
    "tied_ranks": Kind("repaired", "several themes have the same rank", "taken in the order of the columns"),
    "wished_twice": Kind("repaired", "the theme {theme} is wished more than once", "the best rank was kept"),
    "not_ticked": Kind("note", "the most important theme {theme} is not ticked", "it was taken as ticked"),
    "spelling": Kind("repaired", "another spelling of {usual}", "read as {usual}"),
    "near_spelling": Kind("note", "is it {usual}?", "kept as it is written"),
    "bad_choice": Kind("error", "none of the answers known here: {known}", "read as missing"),
    "slots_meaning": Kind(
        "error",
        "the question seems to ask when people can not come",
        'say slots_mean = "can" or "cannot" under [columns] of the plan; the times were not read',
    ),
    "maybe": Kind("note", "neither yes nor no", "read as no"),
    "no_consent": Kind("error", "no consent was given", "ask the person, or delete the row"),
    # Places
    "place_spelling": Kind("repaired", "the Finnish name is {place}", "read as {place}"),
    "place_former": Kind("repaired", "now part of {place}", "read as {place}"),
    "place_near": Kind("repaired", "no such municipality; the nearest name is {place}", "read as {place}"),
    "place_suggest": Kind(
        "note", "no such municipality; did you mean {near}?", "kept as written, without a location"
    ),
    "place_unknown": Kind("note", "no municipality of Finland", "kept as written, without a location"),
    "place_several": Kind("note", "several places", "read as the first, {place}"),
    "place_mode": Kind("repaired", "both a place and a way of taking part", "read as {place} and {mode}"),
    "place_free": Kind("note", "most places are no municipalities of Finland", "kept as written, without a location"),
    # Managers and companions
    "manager_near": Kind("repaired", "the nearest name among registrants is on row {other}", "read as that person"),
    "manager_ambiguous": Kind("error", "the name fits several people, on rows {rows}", "write an e-mail address"),
    "manager_self": Kind("repaired", "the person's own name", "read as no manager"),
    "manager_several": Kind("note", "several managers", "read as the first, {manager}"),
    "managers_outside": Kind("note", "managers who are not registrants: {n}", "they were kept by name"),
    "managers_missing": Kind("note", "people who name no manager: {n}", "nothing keeps them apart from one"),
    "managers_circle": Kind(
        "note",
        "people who are each other's managers, on rows {rows}",
        "kept as written; correct what is wrong",
    ),
    "companion_near": Kind("repaired", "the nearest name among registrants is on row {other}", "read as that person"),
    "apart_ambiguous": Kind("error", "the name fits several people, on rows {rows}", "write an e-mail address"),
    "together_ambiguous": Kind(
        "note", "the name fits several people, on rows {rows}", "left out; write an e-mail address"
    ),
    "companion_unknown": Kind("note", "a name that no registrant has", "it was left out"),
    "companion_self": Kind("repaired", "the person's own name", "it was left out"),
}
