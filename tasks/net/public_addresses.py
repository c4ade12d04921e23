"""Which IP addresses may be dialled: our own list, for `is_private` and `is_global` each let some by.

IPv4 is all but what is listed (the IANA special-purpose registry, and more). IPv6 is only global unicast,
without the ranges that lead back into IPv4 or to no host at all.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

_IPV4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT; some clouds keep their metadata there
            "127.0.0.0/8",
            "168.63.129.16/32",  # looks public; inside Azure it is the machine's own service
            "169.254.0.0/16",  # link-local; cloud metadata
            "172.16.0.0/12",
            "192.0.0.0/24",  # IETF protocol assignments, 192.0.0.192 among them
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# Mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), unique local, link-local, multicast,
# loopback and unspecified all lie outside.
_IPV6_GLOBAL = IPv6Network("2000::/3")
_IPV6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarks
            "2001:db8::/32",
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",
            "3ffe::/16",
            "3fff::/20",
        ),
    )
)


def is_public(address: str) -> bool:
    """Whether this is the address of a host that anybody may reach. False for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _IPV4)
    # A zone (fe80::1%eth0) names an interface of this machine.
    return not found.scope_id and found in _IPV6_GLOBAL and not any(found in network for network in _IPV6)
