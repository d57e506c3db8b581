"""From a registration spreadsheet to clean people."""
