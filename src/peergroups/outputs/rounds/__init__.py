"""Rounds planned at once, as text, JSON and a workbook."""
