"""The dataset as portals see it: its description, its publisher, its measured quality, and what is withheld."""
