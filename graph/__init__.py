"""What is said: statements, their identifiers, and the stores that hold them."""
