"""Give jobs to processes of their own, few at once, and wait for what they answer."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from engine.definitions import DiagramRefused, finding_of
from engine.errors import HuanError, InvalidInput, NotFound, Unavailable
from engine.sandbox.job import Job
from engine.sandbox.limits import QUICK, Limits
from engine.sandbox.wire import receive_frame, send_frame
from engine.words import Words

#: What of our environment a job may know.
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "HOME")
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made inside
_MEMORY_NEEDED = 300_000_000
#: How much later than the process itself whoever waits for it gives up.
_GRACE_SECONDS = 2.0
#: How long a new fork server may take to import everything.
_START_SECONDS = 60.0
_MOST_FRAME = 64_000_000


class TooHeavy(InvalidInput):
    """What was given needs more time or memory than it may; nothing came of it."""

    code = "too-heavy"


class SandboxFailed(HuanError):
    """A job failed in a way that nobody foresaw; the message is its traceback."""

    code = "internal-error"


class Sandbox:
    """Runs jobs, `quick` and `long` ones apart, so many at once; safe for threads, one a process.

    The fork server is started by the first job, and again when it is gone.
    """

    def __init__(self, quick: int = 2, long: int = 2, patience_seconds: float = 3.0) -> None:
        self._slots = {True: threading.BoundedSemaphore(quick), False: threading.BoundedSemaphore(long)}
        self._patience = patience_seconds
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = os.getpid()

    def run(self, job: Job, limits: Limits = QUICK, **given: Any) -> Any:
        """Do a job in a process of its own and return its answer, which is JSON.

        Raises:
            Unavailable: as many as may are at work already; trying again can help.
            TooHeavy: it would need more than its limits.
            InvalidInput, DiagramRefused, NotFound: as the job says.
            SandboxFailed: it failed in a way that nobody foresaw.
        """
        is_quick = limits.seconds <= QUICK.seconds
        slot = self._slots[is_quick]
        if not slot.acquire(timeout=self._patience):
            raise Unavailable(
                Words(
                    "as many packages as may be are being worked on: try again in a moment",
                    "正在处理的流程包已达上限：请稍后再试",
                )
            )
        try:
            with _folder() as folder, self._connection() as connection:
                head = pickle.dumps((limits, folder, str(job)))
                return _answered(_exchange(connection, head, pickle.dumps(given), limits), limits)
        finally:
            slot.release()

    def close(self) -> None:
        """End the fork server; it ends by itself too when this process does."""
        with self._lock:
            self._forget()

    @contextmanager
    def _connection(self) -> Iterator[socket.socket]:
        """Yield a connection to a new process, which has said its id; end that process afterwards."""
        ours, pid = self._forked()
        with ours:
            try:
                yield ours
            finally:
                # It has ended by itself, or is to: past its time, or because nobody waits any more.
                if not _has_ended(ours):
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.kill(pid, signal.SIGKILL)

    def _forked(self) -> tuple[socket.socket, int]:
        for _ in range(2):  # a server that has just ended, being idle, is replaced once
            ours, theirs = socket.socketpair()
            with theirs:
                self._hand_over(theirs)
            ours.settimeout(_START_SECONDS)
            try:
                said = receive_frame(ours, _MOST_FRAME)
            except TimeoutError:
                said = None
            if said is not None:
                return ours, orjson.loads(said)
            ours.close()
            self.close()
        raise Unavailable(
            Words(
                "no process could be started for this: try again in a moment", "不能为此启动进程：请稍后再试"
            )
        )

    def _hand_over(self, connection: socket.socket) -> None:
        with self._lock:
            if self._owner != os.getpid():  # forked since: the server belongs to the other process
                self._server, self._control, self._owner = None, None, os.getpid()
            for _ in range(2):
                try:
                    socket.send_fds(self._running(), [b"+"], [connection.fileno()])
                    return
                except OSError:
                    self._forget()
        raise Unavailable(
            Words(
                "no process could be started for this: try again in a moment", "不能为此启动进程：请稍后再试"
            )
        )

    def _running(self) -> socket.socket:
        if self._control is None or self._server is None or self._server.poll() is not None:
            self._forget()
            ours, theirs = socket.socketpair()
            with theirs:
                self._server = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-m", "engine.sandbox.fork_server", str(theirs.fileno())],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    env=_environment(),
                    start_new_session=True,  # an interrupt at the terminal is ours to answer
                )
            self._control = ours
        return self._control

    def _forget(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._server is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(5)
            if self._server.poll() is None:
                self._server.kill()
                self._server.wait()
        self._control = self._server = None


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(str(Path(path).resolve()) for path in sys.path)}


@contextmanager
def _folder() -> Iterator[str]:
    """Yield a folder to work in, in memory where there is room, and remove it with all that is in it."""
    try:
        within = str(_MEMORY) if shutil.disk_usage(_MEMORY).free > _MEMORY_NEEDED else None
    except OSError:
        within = None
    folder = tempfile.mkdtemp(prefix="huan-job-", dir=within)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exchange(connection: socket.socket, head: bytes, given: bytes, limits: Limits) -> bytes | None:
    """Send a job and return what comes back, None when the process was ended by one of its limits."""
    connection.settimeout(limits.seconds + _GRACE_SECONDS)
    try:
        send_frame(connection, head)
        send_frame(connection, given)
        return receive_frame(connection, _MOST_FRAME)
    except (TimeoutError, BrokenPipeError, ConnectionResetError):
        return None


def _has_ended(connection: socket.socket) -> bool:
    """Return whether the process at the other side has ended; it never says more than one answer."""
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


_HEAVY = {
    "memory": Words("it needs too much memory", "它需要的内存太多"),
    "depth": Words("it is nested too deeply", "它嵌套过深"),
    "answer": Words("there is too much to tell of it", "关于它要说的太多"),
}


def _answered(answer: bytes | None, limits: Limits) -> Any:
    if answer is None:
        raise TooHeavy(
            Words(
                f"this takes longer than the {limits.seconds:g} seconds that it may: make it smaller or "
                "simpler",
                f"这超过了所允许的 {limits.seconds:g} 秒：请缩小或简化",
            )
        )
    told = orjson.loads(answer)
    if "done" in told:
        return told["done"]
    if "heavy" in told:
        raise TooHeavy(
            Words(
                f"{_HEAVY[told['heavy']]}: make it smaller or simpler",
                f"{_HEAVY[told['heavy']].zh}：请缩小或简化",
            )
        )
    if "failed" in told:
        raise SandboxFailed(Words.same(told["failed"]))
    refused = told["refused"]
    if refused["code"] == DiagramRefused.code:
        raise DiagramRefused([finding_of(finding) for finding in refused["findings"]])
    message = Words(refused["message"], refused["message_zh"])
    if refused["code"] == NotFound.code:
        raise NotFound(message)
    raise InvalidInput(message, findings=refused["findings"])
