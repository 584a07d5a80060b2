"""FEEL, the Friendly Enough Expression Language of DMN, compiled to closures."""
