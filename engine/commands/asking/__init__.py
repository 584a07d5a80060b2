"""Others are asked before a task completes: delegate 委派, co-sign 加签, joint review 会签, their answers."""
