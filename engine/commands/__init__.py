"""One file per state change, and the chain that runs it."""
