"""Reading scans with ocrmypdf and tesseract's Vietnamese model, where they are installed."""

from __future__ import annotations

import functools
import logging
import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from crawler.extract.filetext import FileText
from crawler.extract.plain import clean, vocabulary

HINT = "apt install ocrmypdf tesseract-ocr-vie (or pip install 'baoluu[ocr]' with tesseract's model vie)"
_UNTONED = re.compile(r"(?i)\b([a-zđâêôăươ]{0,4}?)([âêôăơư])(c|ch|p|t)\b")
_HEAVY = vocabulary(
    "một việc cuộc luật thuật được nghiệp hiệp mật thật vật tuyệt lược duyệt liệt nhiệt thiệt việt "
    "đặc đột độc thuộc bậc mực lực trực vực thực tập hợp nhập gặp chặt mặt đặt lập ngập vượt"
)
_PATIENCE = 600  # seconds for one file
_log = logging.getLogger(__name__)


@functools.cache
def available() -> bool:
    """Whether scans can be read on this machine: both programs and the Vietnamese model are there."""
    tesseract = shutil.which("tesseract")
    if tesseract is None or shutil.which("ocrmypdf") is None:
        return False
    known = subprocess.run(
        [tesseract, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    return "vie" in known.stdout.split()


def read_scan(content: bytes) -> FileText | None:
    """The lines of a scanned PDF; None where it cannot be read here, in time, or at all."""
    if not available():
        return None
    with tempfile.TemporaryDirectory(prefix="baoluu-ocr-") as folder:
        scan, text = Path(folder, "scan.pdf"), Path(folder, "text.txt")
        scan.write_bytes(content)
        command = ["ocrmypdf", "--quiet", "--force-ocr", "--output-type", "pdf", "--jobs", "1", "-l", "vie"]
        command += ["--sidecar", str(text), str(scan), str(Path(folder, "out.pdf"))]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            _log.warning("reading a scan took over %d s and was given up", _PATIENCE)
            return None
        if done.returncode != 0 or not text.exists():
            _log.warning("ocrmypdf failed: %s", done.stderr.strip()[-300:])
            return None
        lines = text.read_text(encoding="utf-8", errors="replace").replace("\f", "\n\n").split("\n")
    return FileText(
        lines=[toned(clean(line)) for line in lines],
        wrapped=True,
        warnings=("read from a scan; letters may be wrong",),
    )


def toned(line: str) -> str:
    """A line with the tone put back that a recogniser loses: "Kêt luận" is "Kết luận".

    A syllable that ends in c, ch, p or t has the tone sắc or nặng in every Vietnamese word;
    where there is none it is nặng in the words of _HEAVY, else sắc. Words without a letter
    of Vietnamese alone are left, as they may be foreign.
    """
    return _UNTONED.sub(_with_tone, line)


def _with_tone(found: re.Match[str]) -> str:
    head, vowel, tail = found.groups()
    heavy = unicodedata.normalize("NFC", f"{head}{vowel}\u0323{tail}")
    light = unicodedata.normalize("NFC", f"{head}{vowel}\u0301{tail}")
    return heavy if heavy.lower() in _HEAVY else light
