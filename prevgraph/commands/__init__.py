"""One command, one file: its docstring is its help."""
