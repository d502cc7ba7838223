"""How it looks: networks, charts and pages."""
