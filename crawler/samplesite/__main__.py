"""`python -m crawler.samplesite`: serve the sample sites for looking at, until interrupted."""

from __future__ import annotations

import argparse
import sys
import threading

from archive.errors import BaoluuError
from crawler.samplesite.server import DEMO_PORTS, serve


def main() -> int:
    """Serve on the ports asked for; answers the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m crawler.samplesite", description=__doc__)
    parser.add_argument("--ports", type=int, nargs=3, default=DEMO_PORTS, metavar="PORT", help="0: any free")
    parser.add_argument("--corrected", action="store_true", help="serve the article as corrected later")
    options = parser.parse_args()
    try:
        with serve(ports=options.ports) as site:
            if options.corrected:
                site.correct()
            for address in site.homes:
                sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    except BaoluuError as error:
        sys.stderr.write(f"{error}\n{error.hint}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
