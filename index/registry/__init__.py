"""The registry: directives with who cites whom, entities with their spellings, offices, units.

`reading`, `relations`, `namings` and `offices` say what one document says; `settling` decides
what each number means over all documents; `recording` keeps both in the catalog; `Registry`
answers.
"""

from index.registry.corrections import Corrections, load_corrections
from index.registry.recording import REGISTRAR, file_documents, register, settle_touched
from index.registry.registry import Registry

__all__ = [
    "REGISTRAR",
    "Corrections",
    "Registry",
    "file_documents",
    "load_corrections",
    "register",
    "settle_touched",
]
