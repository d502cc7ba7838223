"""The entrance: the command line and the public API."""
