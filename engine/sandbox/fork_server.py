"""The process from which those are forked that do one job each: everything is imported already.

    python -m engine.sandbox.fork_server FD

It has one thread, an environment without secrets, and a control socket FD, over which it is given one
connection a job. It ends when the other side of the control socket does, or when there was no job for long.

On a connection comes a frame with the limits, the folder to work in and the job, pickled by the process that
started us, then one with what the job works on. Back go the process id and the answer as JSON: hostile files
were at work there, so nothing of it is ever unpickled.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import socket
import sys
import tempfile
import traceback
from typing import NoReturn

import orjson
import structlog

from engine.errors import HuanError, InvalidInput
from engine.sandbox.jobs import JOBS, warm_up
from engine.sandbox.limits import Limits, confine
from engine.sandbox.wire import receive_frame, send_frame

IDLE_SECONDS = 900.0
MOST_REQUEST = 200_000_000


def main(control: socket.socket) -> None:
    """Fork a process for each connection until nobody needs us any more."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that end are forgotten without being waited for
    warm_up()
    gc.collect()
    gc.freeze()  # what is shared with those forked stays shared
    control.settimeout(IDLE_SECONDS)
    while True:
        try:
            said, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        except TimeoutError:
            return
        if not said:
            return
        with socket.socket(fileno=descriptors[0]) as connection:
            if os.fork() == 0:
                control.close()
                _work(connection)


def _work(connection: socket.socket) -> NoReturn:
    """Do one job and end this process."""
    try:
        send_frame(connection, orjson.dumps(os.getpid()))
        head = receive_frame(connection, MOST_REQUEST)
        given = receive_frame(connection, MOST_REQUEST)
        if head is not None and given is not None:
            limits, folder, job = pickle.loads(head)  # noqa: S301 - written by the process that started us
            send_frame(connection, _answer(limits, folder, job, given))
    except OSError:
        pass  # whoever asked has gone
    finally:
        os._exit(0)


def _answer(limits: Limits, folder: str, job: str, given: bytes) -> bytes:
    os.chdir(folder)
    tempfile.tempdir = folder
    confine(limits)
    try:
        arguments = pickle.loads(given)  # noqa: S301 - as above
        answer = orjson.dumps({"done": JOBS[job](**arguments)}, default=str)
        if len(answer) > limits.answer_bytes:
            return orjson.dumps({"heavy": "answer"})
        return answer
    except HuanError as error:
        return orjson.dumps({"refused": _refusal(error)}, default=str)
    except MemoryError:
        return orjson.dumps({"heavy": "memory"})
    except RecursionError:
        return orjson.dumps({"heavy": "depth"})
    except Exception:  # noqa: BLE001 - told to whoever asked, who has the log
        return orjson.dumps({"failed": traceback.format_exc()[-4000:]})


def _refusal(error: HuanError) -> dict[str, object]:
    findings = error.findings if isinstance(error, InvalidInput) else []
    told = {"message": error.message, "message_zh": error.message.zh}
    return {"code": error.code, **told, "findings": findings}


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
