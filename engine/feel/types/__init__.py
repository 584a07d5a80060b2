"""The types of FEEL (clause 10.3.2.9), and what can be known of an expression before it runs.

`model` has the types and their lattice, `names` reads type names, `schema` makes types from JSON Schema,
`inference` finds the type of an expression and what is certainly wrong in it.
"""
