"""One request over the network: which addresses may be reached, the exchange, its limits."""

from crawler.net.fetch import Exchange, Fetcher, FetchFailed, Limits, Tls
from crawler.net.reach import AddressRefused, Reach

__all__ = ["AddressRefused", "Exchange", "FetchFailed", "Fetcher", "Limits", "Reach", "Tls"]
