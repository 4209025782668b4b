"""Addresses of the web, and which of them may be asked."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from index.errors import ReadingError

_LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Address:
    """A checked http(s) address, in the ASCII form that goes over the wire."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def header(self) -> str:
        """The host as it stands in a request: with its port unless that is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == (443 if self.scheme == "https" else 80)
        return host if usual else f"{host}:{self.port}"


def is_address(place: str) -> bool:
    """Whether `place` is written as an http or https address."""
    return place.lower().startswith(("http://", "https://"))


def address_of(url: str) -> Address:
    """Check an address and write it in ASCII («…/خبر» becomes percent signs, «مثال.مصر» Punycode)."""
    if any(c <= " " or c == "\x7f" for c in url.strip()):
        raise ReadingError(f"{url[:100]!r} holds spaces or control characters: write them as %20")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if not _is_ip(host):
            host = host.encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError of a host is one too
        raise ReadingError(f"{url[:100]!r} is no valid address: {error}") from error
    if parts.scheme not in {"http", "https"}:
        raise ReadingError(f"{url[:100]!r}: only http and https addresses are fetched")
    if not host:
        raise ReadingError(f"{url[:100]!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise ReadingError("an address with a name or password in it is not fetched: remove them")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    target = f"{path}?{query}" if query else path
    return Address(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_local_name(host: str) -> bool:
    """Whether whoever types this host means this machine or the local network."""
    if _is_ip(host):
        return not is_public(host)
    return host == "localhost" or host.endswith(_LOCAL_ENDINGS) or "." not in host


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the open internet; one that wraps an IPv4 address is judged by that."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def is_never_asked(text: str) -> bool:
    """Whether an IP address is link-local, multicast or unspecified: not asked even when it is typed."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_link_local or address.is_multicast or address.is_unspecified
