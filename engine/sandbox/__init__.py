"""Heavy or hostile work on the files of packages, in processes of their own with limits.

`Sandbox.run` gives a job (`engine.sandbox.jobs`) to a process that may take so much time, processor time and
memory and no more, and is ended when it would. What ends there ends alone.
"""

from engine.sandbox.job import Job
from engine.sandbox.limits import LONG, QUICK, Limits
from engine.sandbox.sandbox import Sandbox, SandboxFailed, TooHeavy

__all__ = ["LONG", "QUICK", "Job", "Limits", "Sandbox", "SandboxFailed", "TooHeavy"]
