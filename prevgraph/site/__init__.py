"""The static linked-data site that `prevgraph publish` writes."""
