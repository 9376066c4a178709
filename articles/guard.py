"""Connections that reach the public internet only, within a time limit for the whole exchange."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

import httpcore2

from articles.addresses import PRIVATE_NAMES, UNKNOWN_NAMES, AddressError, IPAddress, is_name_in, is_public

Resolve = Callable[[str, int], Iterable[str]]
WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1024  # below it are the services of an operating system


class TemporarilyUnknown(Exception):  # noqa: N818  (what was found, as the caller reads it)
    """A name that cannot be looked up at the moment."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class GuardedBackend(httpcore2.SyncBackend):
    """Connects to public addresses, and to the host:port pairs of `allow`.

    A name is resolved once; every address must be allowed, and the socket goes to one of those that were checked, so a
    second answer of the name server changes nothing. The deadline (monotonic seconds) covers names, TLS, headers, body.
    """

    def __init__(self, *, allow: Collection[str], deadline: float, resolve: Resolve = resolve) -> None:
        self.allow, self.deadline, self.resolve = allow, deadline, resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a stream to the first checked address that answers. Raises AddressError for a forbidden one."""
        failure: Exception = httpcore2.ConnectError("no address")
        for address in self.checked_addresses(host, port):
            try:
                stream = super().connect_tcp(str(address), port, self.left(timeout), local_address, socket_options)
                return DeadlineStream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Refuse: a socket of this machine is never public."""
        del timeout, socket_options
        raise AddressError("address_not_public", f"{path} is no internet address, so it was not fetched.")

    def checked_addresses(self, host: str, port: int) -> list[IPAddress]:
        """Resolve a host and return its addresses if all of them are allowed."""
        if is_name_in(host, PRIVATE_NAMES) and f"{host}:{port}" not in self.allow:
            raise _not_public(host)
        if is_name_in(host, UNKNOWN_NAMES):
            raise _unknown(host)
        try:
            found = [ipaddress.ip_address(address.partition("%")[0]) for address in self.resolve(host, port)]
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise TemporarilyUnknown(host) from error
            raise _unknown(host) from error
        except (UnicodeError, ValueError) as error:
            raise _unknown(host) from error
        if not found:
            raise _unknown(host)
        for address in found:
            if not self._allows(address, port):
                raise _not_public(host, address)
        return found

    def left(self, timeout: float | None = None) -> float:
        """Return the seconds that an operation may take. Raises ConnectTimeout past the deadline."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ConnectTimeout("the whole took too long")
        return left if timeout is None else min(left, timeout)

    def _allows(self, address: IPAddress, port: int) -> bool:
        shown = f"[{address}]" if address.version == 6 else str(address)
        if f"{shown}:{port}" in self.allow:
            return True
        if not is_public(address):
            return False
        if port not in WEB_PORTS and port < FIRST_FREE_PORT:
            message = f"Port {port} is not one of the web. Use an address without a port, or paste the text instead."
            raise AddressError("port_not_allowed", message)
        return True


class DeadlineStream(httpcore2.NetworkStream):
    """A stream on which every read and write ends at the deadline, so that a slow drip does not go on for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self.stream, self.backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, as long as there is time."""
        return self.stream.read(max_bytes, self.backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, as long as there is time."""
        self.stream.write(buffer, self.backend.left(timeout))

    def close(self) -> None:
        """Close the stream below."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Return a stream with TLS and the same deadline."""
        secured = self.stream.start_tls(ssl_context, server_hostname, self.backend.left(timeout))
        return DeadlineStream(secured, self.backend)

    def get_extra_info(self, info: str) -> Any:
        """Return what the stream below knows."""
        return self.stream.get_extra_info(info)


def _not_public(host: str, address: IPAddress | None = None) -> AddressError:
    where = f"{host}, {address}" if address and str(address) != host else host
    message = f"This address leads to a private network ({where}), so it was not fetched. Paste the text instead."
    return AddressError("address_not_public", message)


def _unknown(host: str) -> AddressError:
    return AddressError("unknown_host", f"No server answers at {host}. Check the spelling.")
