"""Long answers end quietly when their reader leaves."""

import subprocess
import sys

WRITER = """
from claims.streams import reader_may_leave
with reader_may_leave():
    for number in range(200_000):
        print(number)
"""


def test_a_reader_may_leave_before_the_end() -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        assert writer.stdout.readline() == b"0\n"
        writer.stdout.close()
        assert (writer.stderr.read(), writer.wait(timeout=30)) == (b"", 0)
