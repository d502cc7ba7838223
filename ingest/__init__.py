"""How it gets in: from a response file to statements with their evidence."""
