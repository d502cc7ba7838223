"""The explorer that `prevgraph serve` opens on: what stands on each page, gathered from the store."""
