"""From FEEL text to a tree of nodes: lexer, names in scope, parser (DMN 1.5, clause 10.3.1)."""
