"""A small bundled world to crawl: two invented provincial papers and a portal of directives.

    with serve() as site:
        for source in site.sources():
            ...  # crawl it over real HTTP on loopback

Where things are: what the sites say lies in `content/<site>/*.toml`, how their pages look in
`templates/<site>/`, how a crawler should read them in `sources/<site>.toml`. `content.py` reads
the first, `dates.py` writes dates the way real sites do, `pages.py` routes and renders, `listing.py`
cuts the lists, `server.py` speaks HTTP. Every person, event and document in it is invented.
"""

from crawler.samplesite.server import ANY_PORTS, DEMO_PORTS, SampleSite, serve
from crawler.samplesite.truth import SampleDocument

__all__ = ["ANY_PORTS", "DEMO_PORTS", "SampleDocument", "SampleSite", "serve"]
