"""From words to named things: the inside of `ingest.mentions`."""
