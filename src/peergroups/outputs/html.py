"""A result as HTML, for a notebook."""

from __future__ import annotations

from html import escape

from peergroups.outputs.going_on import going_on_lines
from peergroups.outputs.overview import criteria_overview, groups_overview
from peergroups.outputs.text import ROWS
from peergroups.outputs.words import figures, how_good, timing
from peergroups.results.result import Result, Status


def describe(result: Result, language: str) -> str:
    """Return how good the grouping is, its groups and its criteria as plain HTML; at most `ROWS` rows of each."""
    parts = [f"<p><strong>{escape(how_good(result, language))}</strong></p>"]
    parts += [f"<p>{escape(reason)}</p>" for reason in result.reasons]
    if result.status is not Status.INFEASIBLE:
        known = (f"{escape(name)}: <strong>{escape(value)}</strong>" for name, value in figures(result, language))
        parts.append(f"<p>{' · '.join(known)}</p>")
        parts += [f"<p>{escape(line)}</p>" for line in going_on_lines(result, language)]
        for overview in (groups_overview(result, language), criteria_overview(result, language)):
            if len(overview):
                parts.append(overview.to_html(index=False, border=0, max_rows=ROWS, escape=True))
    parts.append(f"<p><small>{escape(timing(result, language))}</small></p>")
    return "\n".join(parts)
