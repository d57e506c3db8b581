"""Runs PyPI's team-formation on a problem read from standard input; for an environment that has it, not for ours."""

import json
import sys
import time
from importlib.metadata import version

import pandas as pd


def main() -> None:
    sys.path.pop(0)  # this folder, where the file's own name would hide the package
    from team_formation.team_assignment import TeamAssignment

    asked = json.load(sys.stdin)
    rules = pd.DataFrame([(column, rule, 1) for column, rule in asked["rules"].items()])
    rules.columns = ["attribute", "type", "weight"]
    began = time.perf_counter()
    rival = TeamAssignment(pd.DataFrame(asked["people"]), rules, asked["size"])
    built = time.perf_counter()
    rival.solve(max_time_in_seconds=asked["limit"])
    groups = rival.participants["team_num"].tolist() if rival.solution_found else None
    seconds = {"building": built - began, "seconds": time.perf_counter() - built}
    print(json.dumps({"groups": groups, "version": version("team-formation"), **seconds}))


if __name__ == "__main__":
    main()
