"""Lists of named directives, written for this project from general knowledge of Vietnamese law."""
