"""The command `depeche`: the same program that Rust's cargo installs."""

import signal
import sys

from . import _depeche


def main() -> None:
    """Runs the command on the process's arguments and ends with its exit code."""
    # Python would note an interrupt and wait for the command to come back; the command itself knows what to do.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_depeche.main(["depeche", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
