"""One reader a file format: from a file to its text, with box marks in place."""
