"""A call that ends after so many seconds, in whatever thread it runs.

Signals reach the main thread only, and a process for each page would cost more than the page. So a
second thread waits beside the call, and when time is up has the interpreter raise an exception in the
thread of the call (`PyThreadState_SetAsyncExc`). That reaches Python code between two of its steps; a
single long step in C is not cut short, which is why size is bounded too (see `witnesses`).
"""

from __future__ import annotations

import _thread
import ctypes
import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")

# Code that is called may swallow the exception, so it is raised again after so many seconds.
_AGAIN = 0.05
_MOMENT = 0.0001
# An exception arrives within so many steps.
_STEPS = 100


class OutOfTime(BaseException):
    """Raised in a call whose time is up."""


class _Guard:
    """Waits beside a call, and raises `OutOfTime` in its thread until it has ended.

    The exception may arrive between any two steps, also of what ends the guard. So it is ended by
    single steps only, each of which may be taken again: a plain lock that is let go, and a flag.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = threading.get_ident()
        self._running = threading.Lock()
        self._running.acquire()
        self._gone = True

    def start(self) -> None:
        """Begin to wait, in a thread of its own. Raises RuntimeError where there can be no more threads."""
        self._gone = False
        try:
            _thread.start_new_thread(self._wait, ())
        except RuntimeError:
            self._gone = True
            raise

    def _wait(self) -> None:
        pause = self._seconds
        while not self._running.acquire(timeout=pause):
            _raise_in(self._thread, OutOfTime)
            pause = _AGAIN
        self._gone = True

    def end(self) -> None:
        """Stop waiting. After this no exception is raised, and one on its way has arrived."""
        if not self._gone and self._running.locked():
            self._running.release()
        while not self._gone:
            time.sleep(_MOMENT)
        for _ in range(_STEPS):
            pass


def _raise_in(thread: int, exception: type[BaseException]) -> None:
    # It is never called back (with NULL): Python 3.11 then looks for it at every step, for ever.
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(exception))


def within(seconds: float, call: Callable[[], _T]) -> _T:
    """What a call gives; raises `OutOfTime` where it has not ended after so many seconds.

    >>> within(5.0, lambda: "in time")
    'in time'
    """
    guard = _Guard(seconds)
    try:
        guard.start()  # time may be up before this is done
        return call()
    finally:
        while True:
            try:
                guard.end()
                break
            except OutOfTime:
                continue
