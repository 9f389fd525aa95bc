"""Importing this loads every model and list, so that processes forked afterwards need not.

Preloaded by the fork server of `Analysers`; nothing else imports it.
"""

from __future__ import annotations

from archive.model import Document, DocumentKind
from index.analysis.analyser import analyse

analyse(Document(id="ready", kind=DocumentKind.ARTICLE, url="", source="", title="UBND tỉnh Sơn La"), 0)
