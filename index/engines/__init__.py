"""The search engines behind `index.ports`, found by name and imported when asked for.

Nothing outside this package knows how an engine works or which library it stands on.
"""

from __future__ import annotations

from importlib import import_module

from archive.errors import EngineUnavailable
from index.ports import EngineFactory

ENGINES = {
    "whoosh": "index.engines.whoosh.writer",
    "whoosh-stock": "index.engines.whoosh.stock",
}
"""Name -> module with a `FACTORY` in it."""


def open_factory(name: str = "whoosh") -> EngineFactory:
    """The factory of the engine called `name`.

    Raises: EngineUnavailable when the name is unknown or its library is not installed.
    """
    if name not in ENGINES:
        raise EngineUnavailable(f"there is no engine {name!r}", hint=f"choose one of: {', '.join(ENGINES)}")
    try:
        module = import_module(ENGINES[name])
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library == __package__.partition(".")[0]:
            raise  # a bug of ours, which keeps its traceback
        raise EngineUnavailable(f"engine {name!r} needs {library}", hint=f"pip install {library}") from error
    factory: EngineFactory = module.FACTORY
    return factory
