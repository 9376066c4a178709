"""Become a command that gets a signal when its parent dies: `python tethered.py PARENT SIGNAL COMMAND ...`.

A script, and not a function that runs between fork and exec, because the tether has to be made after a change of user.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, number: int, command: list[str]) -> None:
    """Replace this process by the command. On systems other than Linux there is no tether; the next start cleans up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("The parent ended before its child began.")
    os.execvp(command[0], command)  # noqa: S606  (the caller's own command, no shell)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
