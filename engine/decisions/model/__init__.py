"""A DMN file as plain values: the requirements graph, its boxed expressions and its types."""
