"""A diagram file becomes a checked, executable, immutable version."""
