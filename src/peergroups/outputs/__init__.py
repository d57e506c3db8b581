"""What people look at: the workbook, plots, calendars."""
