"""What `prevgraph serve` and `prevgraph mcp` run: routes on one port, linked data, tools for assistants."""
