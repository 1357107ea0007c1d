"""Looks for what would stop `make` halfway, and says it first: `preflight.py venv` or `preflight.py port NUMBER`."""

import errno
import socket
import sys


def venv():
    """A sentence if this Python cannot make virtual environments, else nothing."""
    try:
        import ensurepip  # noqa: F401 – Debian leaves it out of its Python
        import venv  # noqa: F401
    except ImportError:
        version = "%d.%d" % sys.version_info[:2]
        return (
            "Python %s at %s has no venv module: install it (Debian, Ubuntu: apt install python%s-venv) and try again."
            % (version, sys.executable, version)
        )


def port(text):
    """A sentence if the server could not listen on this port of 127.0.0.1, else nothing."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        return "PORT=%s is no port number: use one from 1024 to 65535, for example PORT=8001." % text
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(text)))
        except OSError as error:
            if error.errno == errno.EACCES:
                return "Port %s is reserved: choose one above 1023, for example PORT=8001." % text
            return "Port %s is taken: stop the program that listens there, or choose another: PORT=%d." % (
                text,
                int(text) + 1,
            )


if __name__ == "__main__":
    sys.exit(port(sys.argv[2]) if sys.argv[1] == "port" else venv())
