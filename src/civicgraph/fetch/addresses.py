"""Turns a host name into the addresses that may be connected to: public ones, unless private ones are allowed."""

import ipaddress
import socket

from civicgraph.fetch.reasons import NotFetched

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolved(host: str, port: int, allow_private: bool) -> tuple[str, ...]:
    """Return the addresses of a host in the resolver's order.

    Raises NotFetched where there is none, or where one of them is not public: a name with public and private addresses is a trick.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "IDNA"
        raise NotFetched("name-unknown", host=host, why=why) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        raise NotFetched("private-address", host=host, address=private[0])
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an address is reached over the public internet; an IPv4 address inside an IPv6 one counts too."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _with_inner(parsed))


def _with_inner(address: Address) -> tuple[Address, ...]:
    """Return the IPv4 address that an IPv6 address wraps (mapped, 6to4, Teredo, NAT64), else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    return (address, inner) if inner else (address,)
