"""Which network addresses a request may reach.

Every address a name resolves to is judged, and the connection goes to a judged address, so
neither a literal (127.0.0.1, 2130706433, 0177.0.0.1, [::ffff:10.0.0.1]) nor a name that points
inside, nor one that changes between two look-ups, gets through.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")  # RFC 9637; `ipaddress` knows it from Python 3.13 on
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)
"""The third quarter of addresses whose last is an IPv4 address. Source: RFC 5214, 6.1."""


class AddressRefused(Exception):
    """The address must not be asked; the message says why."""


def resolve(host: str, port: int) -> list[str]:
    """Every address of `host`, in the system's order. Raises: OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass(frozen=True, slots=True)
class Reach:
    """The hosts a source opens by name, on top of the public internet on ports 80 and 443."""

    private_hosts: frozenset[str] = frozenset()  # "name" or "name:port" that may be private
    extra_ports: frozenset[str] = frozenset()  # "name:port" that may be asked on that port
    resolver: Resolver = resolve

    @classmethod
    def of_source(cls, hosts: Iterable[str], addresses: Iterable[str], *, allow_private: bool) -> Reach:
        """What a source with these hosts and these configured addresses may reach."""
        named = {host.lower() for host in hosts if host}
        for address in addresses:
            parts = urlsplit(address)
            if parts.hostname and parts.port:
                named.add(f"{parts.hostname.lower()}:{parts.port}")
        private = frozenset(named) if allow_private else frozenset()
        return cls(private_hosts=private, extra_ports=frozenset(name for name in named if ":" in name))

    def addresses(self, url: str) -> list[str]:
        """Addresses to connect to for `url`, all of them judged.

        Raises: AddressRefused for another scheme, an unusual port, or any address that is
        not public; OSError when the name does not resolve.
        """
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise AddressRefused(f"not an http(s) address: {url}")
        try:
            port = parts.port or _DEFAULT_PORTS[parts.scheme]
        except ValueError as error:
            raise AddressRefused(f"no such port: {url}") from error
        host = parts.hostname.lower()
        named = {host, f"{host}:{port}"}
        opened = bool(named & self.private_hosts)
        if port not in _DEFAULT_PORTS.values() and not opened and not named & self.extra_ports:
            raise AddressRefused(f"port {port} is not 80 or 443")
        found = self.resolver(host, port)
        if not found:
            raise OSError(f"{host} has no address")
        if not opened:
            for text in found:
                why = refusal(ipaddress.ip_address(text.partition("%")[0]))
                if why:
                    raise AddressRefused(f"{host} is {text}: {why}")
        return found


def refusal(address: IPAddress) -> str | None:
    """Why a crawler must not connect to `address`; None when it is public.

    Source: the IANA special-purpose registries as `ipaddress` carries them, and the forms
    that carry an IPv4 address inside an IPv6 one.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return refusal(inner)
        if address.is_site_local or address in _DOCUMENTATION:
            return "private or reserved address"
    if address.is_loopback:
        return "loopback address"
    if address.is_link_local:
        return "link-local address"
    if address.is_multicast:
        return "multicast address"
    if not address.is_global or address.is_unspecified or address.is_reserved:
        return "private or reserved address"
    return None
