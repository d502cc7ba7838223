"""How a clause ties what it names together: the modules behind `ingest.relations`."""
