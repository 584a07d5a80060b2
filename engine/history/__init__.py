"""The hash chain, its anchors, verification, replay and export."""
