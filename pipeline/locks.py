"""Locks on files. They end with the process that holds them, however that ends: a file left behind is no obstacle.

Where the system or the file system has no locks, they are had by everybody.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_HELD_BY_ANOTHER = (errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN)


class FileLock:
    """The lock of the file ``path``, which is made where it is missing. Raises OSError where it cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)

    def take(self, *, shared: bool = False) -> bool:
        """Take the lock, or change from ``shared`` to alone and back; False where another's lock forbids it."""
        if sys.platform != "win32":
            try:
                fcntl.flock(self._handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except OSError as error:
                return error.errno not in _HELD_BY_ANOTHER
        return True

    def sign(self) -> None:
        """Write into the file which process holds it."""
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, str(os.getpid()).encode())

    def holder(self) -> str:
        """The process that signed last; empty where it is not known."""
        return os.pread(self._handle, 20, 0).decode("ascii", "replace")

    def release(self) -> None:
        os.close(self._handle)
