"""Where people are: Finnish municipalities by any of their names, and how far apart they lie."""
