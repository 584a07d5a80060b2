"""What a database can answer instead of doing what it was asked."""

from engine.errors import Conflict, Unavailable


class LockConflict(Unavailable):
    """A deadlock, lock timeout or serialization failure: the whole unit of work can be run again."""

    code = "lock-conflict"


class Duplicate(Conflict):
    """A row with this unique value is there already. `constraint` names which, as far as it is known."""

    code = "duplicate"
