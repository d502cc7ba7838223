"""What can be asked: the catalogue of questions, and how each is answered."""
