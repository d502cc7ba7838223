"""Questions of the catalogue answered from the columns of a store, whole arrays at a time."""
