"""Word lists of the recogniser, written for this project from general knowledge of Vietnam."""
