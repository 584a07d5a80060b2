"""How decision tables are evaluated: which rules match, and what the hit policy makes of them."""
