"""Invitations as .ics files: one for each group and one for each guide, without anybody's list of attendees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from peergroups.criteria.columns import is_missing, listed
from peergroups.errors import InputError
from peergroups.guides.chosen import guide_names, shown_guides
from peergroups.locale import message, translate
from peergroups.outputs.files import whole_file

if TYPE_CHECKING:
    from icalendar import Calendar, Component

    from peergroups.results.result import Result

TITLE = message("Group {group}: {theme}")
UNTITLED = message("Group {group}")
SESSION = message("Session {session} of {sessions}")
GUIDE = message("Guide: {guide}")
OPENED = message("Introduced by {name}")
NO_DATES = message("no dates: the plan has no [sessions], or groups have no weekly time")


def write_calendars(
    result: Result, folder: str | Path, *, language: str | None = None, force: bool = False
) -> list[Path]:
    """Write an .ics file for each group and each guide into a folder, which is made; return the files.

    An event keeps its identity from one writing to the next, so that calendars change it instead of doubling it: its
    SEQUENCE grows whenever the file that is replaced had the event otherwise.

    Parameters
    ----------
    result : Result
        With the dates of its sessions.
    folder : str or Path
        Where to.
    language : {"en", "fi", "sv"}, optional
        The result's own if left out.
    force : bool, default False
        Whether files that exist may be replaced.

    Raises
    ------
    InputError
        If there are no dates, or a file exists and `force` is false.
    InfeasibleError
        If there are no groups.
    """
    result.raise_for_status()
    language = language or result.language
    folder = Path(folder)
    events = _events(result, language)
    if not events:
        raise InputError(translate(NO_DATES, language))
    files = {f"group-{group:02}": [group] for group in events}
    for guide, groups in zip(result.guides["name"], result.guides["groups"], strict=True):
        if dated := [group for group in groups if group in events]:
            files[f"guide-{_slug(guide)}"] = dated
    folder.mkdir(parents=True, exist_ok=True)
    made = datetime.now(UTC).replace(microsecond=0)
    written = []
    for name, groups in files.items():
        path = folder / f"{name}.ics"
        before = _sequences(path)
        with whole_file(path, force=force, language=language) as beside:
            beside.write_bytes(_calendar([one for group in groups for one in events[group]], result, before, made))
        written.append(path)
    return written


def _events(result: Result, language: str) -> dict[int, list[dict[str, object]]]:
    """Return what each group's events say, session by session; groups without dates are left out."""
    groups, sessions = result.groups, result.sessions.dropna(subset="start")
    called = guide_names(result.problem)
    guides = dict(zip(groups.index, shown_guides(result.problem, groups["guide"]), strict=True))
    found: dict[int, list[dict[str, object]]] = {}
    for row in sessions.to_dict("records"):
        group, session = int(row["group"]), int(row["session"])
        theme = "; ".join(map(str, listed(groups.at[group, "theme"])))
        title = translate(TITLE if theme else UNTITLED, language, group=group, theme=theme)
        said = [translate(SESSION, language, session=session, sessions=int(sessions["session"].max()))]
        if guides[group]:
            said.append(translate(GUIDE, language, guide=guides[group]))
        if not is_missing(row["introducer"]):
            said.append(translate(OPENED, language, name=called.get(row["introducer"], row["introducer"])))
        event: dict[str, object] = {
            "uid": f"{_slug(result.round) or 'round'}-group{group}-session{session}@peergroups",
            "summary": title,
            "description": "\n".join(said),
            "start": row["start"].to_pydatetime(),
            "end": row["end"].to_pydatetime(),
            "location": None if is_missing(row["where"]) else row["where"],
        }
        found.setdefault(group, []).append(event)
    return found


def _calendar(
    events: list[dict[str, object]], result: Result, before: Mapping[str, tuple[int, str]], made: datetime
) -> bytes:
    from icalendar import Calendar, Event

    assert result.meetings is not None
    zone = ZoneInfo(result.meetings.calendar.zone)
    calendar = Calendar()
    calendar.add("prodid", "-//peergroups//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for said in sorted(events, key=lambda event: str(event["start"])):
        event = Event()
        for name in ("uid", "summary", "description", "location"):
            if said[name]:
                event.add(name, said[name])
        for name in ("start", "end"):
            moment = said[name]
            assert isinstance(moment, datetime)
            event.add(f"dt{name}", moment.astimezone(zone))
        if isinstance(said["location"], str) and said["location"].startswith("http"):
            event.add("url", said["location"])
        event.add("status", "CONFIRMED")
        sequence, old = before.get(str(said["uid"]), (0, ""))
        event.add("sequence", sequence + (old not in ("", _content(event))))
        event.add("dtstamp", made)
        calendar.add_component(event)
    year = int(min(str(event["start"]) for event in events)[:4])
    calendar.add_missing_timezones(date(year - 1, 1, 1), date(year + 2, 12, 31))  # the rules of all years fill pages
    return bytes(calendar.to_ical())


def _sequences(path: Path) -> dict[str, tuple[int, str]]:
    """Return, by UID, the sequence number and the content of the events that a file holds."""
    if not path.exists():
        return {}
    from icalendar import Calendar

    return {str(event["uid"]): (int(event.get("sequence", 0)), _content(event)) for event in _old(Calendar, path)}


def _old(kind: type[Calendar], path: Path) -> Iterator[Component]:
    try:
        yield from kind.from_ical(path.read_bytes()).walk("VEVENT")
    except ValueError:  # whatever it is, it will be replaced
        return


def _content(event: Component) -> str:
    """Return what an event says, apart from when it was written."""
    names = ("summary", "description", "location", "dtstart", "dtend")
    return "\n".join(str(event[name].to_ical()) for name in names if name in event)


def _slug(text: object) -> str:
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
