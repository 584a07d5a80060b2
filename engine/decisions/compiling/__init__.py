"""From the model to closures that evaluate it."""
