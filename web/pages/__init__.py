"""The families of pages, each a blueprint built around the library it reads."""
