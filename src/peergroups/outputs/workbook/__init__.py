"""The workbook: written for people, and read back by the program."""

from peergroups.outputs.workbook.reading import SavedRound, read_workbook
from peergroups.outputs.workbook.writing import write_workbook

__all__ = ["SavedRound", "read_workbook", "write_workbook"]
