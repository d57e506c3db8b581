"""Groups for a whole folder of sheets."""
