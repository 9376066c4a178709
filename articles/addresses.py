"""Which addresses may be fetched, and the one spelling under which an article's address is known."""

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_LENGTH = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}
# What `is_global` of Python 3.11 calls public although packets end up in a private network, or nowhere.
NOT_PUBLIC = [
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
]
# Names of RFC 6761 and 8375, and those that stand for machines of a cloud or a home network.
PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "lan", "intranet", "corp", "home")
UNKNOWN_NAMES = ("invalid", "test", "example", "onion")
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|ocid|cmpid|at_\w+|ns_\w+", re.IGNORECASE
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")


class AddressError(Exception):
    """An address that cannot be used, with a code and what to do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def normalize_address(raw: str) -> str:
    """Return the one spelling of an http or https address.

    Lower case and punycode in the host, no default port, no fragment, no tracking parameters, everything else
    percent-encoded. Raises AddressError for other schemes, for credentials, and for what two parsers read differently.
    """
    raw = raw.strip(" ")
    if not raw:
        raise _malformed("There is no address.")
    if len(raw) > MAX_LENGTH:
        raise AddressError(
            "address_too_long", f"The address is longer than {MAX_LENGTH:,} characters. Use a shorter one."
        )
    if not SCHEME.match(raw):
        raise _malformed("Enter a full address that begins with https:// or http://.")
    if not re.match("https?:", raw, re.IGNORECASE):
        raise AddressError("scheme_not_allowed", "Only http and https are fetched. Paste or upload the text instead.")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") or char == "\\" for char in raw):
        raise _malformed("The address holds a space, a line end, a backslash or an invisible character. Remove it.")
    parts = _split(raw)
    host, port = _host(parts), _port(parts)
    netloc = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    address = urlunsplit((parts.scheme, netloc, path, _query(parts.query), ""))
    if len(address) > MAX_LENGTH:
        raise AddressError(
            "address_too_long", f"The address is longer than {MAX_LENGTH:,} characters. Use a shorter one."
        )
    return address


def host_of(address: str) -> str:
    """Return the host of a normalized address, without www."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def literal_address(host: str) -> IPAddress | None:
    """Return the IP address that a host spells out, in any of the forms that resolvers take (127.1, 0x7f000001)."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    last = host.rsplit(".", 1)[-1]
    if not re.fullmatch(r"\d+|0[xX][0-9a-fA-F]*", last):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        raise _malformed(f"{host} is no internet address.") from None


def is_public(address: IPAddress) -> bool:
    """Return whether packets to an address leave for the public internet."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if not address.is_global or address.is_multicast:
        return False
    return not any(address in block for block in NOT_PUBLIC if block.version == address.version)


def is_publishable(address: str) -> bool:
    """Return whether a normalized address can be that of a published article: a public host, no network access."""
    host = host_of(address)
    literal = literal_address(host)
    if literal:
        return is_public(literal)
    return "." in host and not is_name_in(host, PRIVATE_NAMES)


def is_name_in(host: str, names: tuple[str, ...]) -> bool:
    """Return whether a host is one of some top-level names or below it."""
    return any(host == name or host.endswith(f".{name}") for name in names)


def _split(raw: str) -> SplitResult:
    try:
        parts = urlsplit(raw)
    except ValueError:
        raise _malformed("The address cannot be read. Check its brackets and its port.") from None
    if "@" in parts.netloc:
        raise AddressError("credentials_in_address", "The address holds a user name. Leave it and the @ out.")
    return parts


def _host(parts: SplitResult) -> str:
    try:
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise _malformed("The address names no host. Enter a full address that begins with https://.")
    if ":" in host and "%" not in host:  # a zone would name a network card of this machine
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise _malformed(f"{host[:100]} is no internet address.") from None
    host = unicodedata.normalize("NFKC", host).removesuffix(".")
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _malformed(f"{host[:100]} is no name of a host.") from None
    if not all(LABEL.fullmatch(label) for label in host.split(".")) or len(host) > 253:
        raise _malformed(f"{host[:100]} is no name of a host.")
    literal = literal_address(host)
    return str(literal) if literal else host


def _port(parts: SplitResult) -> int:
    try:
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        raise _malformed("The port in the address is no number from 1 to 65535.") from None
    if not port:
        raise _malformed("The port in the address is no number from 1 to 65535.")
    return port


def _query(query: str) -> str:
    if not TRACKING.search(query):
        return quote(query, safe="=&%/:?@!$'()*+,;~-._[]")
    return urlencode([(name, value) for name, value in parse_qsl(query, True) if not TRACKING.fullmatch(name)])


def _malformed(message: str) -> AddressError:
    return AddressError("malformed_address", message)
