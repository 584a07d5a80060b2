"""One instance, one step; SpiffWorkflow behind one adapter."""
