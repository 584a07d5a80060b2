"""The types of a model, and what a value must do to conform to one (DMN 1.5, clauses 7.3.3, 10.3.2.9)."""
