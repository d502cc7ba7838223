"""The pages that `prevgraph serve` shows."""
