"""Vega's JavaScript, which draws the charts of a page: made by vl-convert, kept in the user's cache, never fetched."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

FACE = "window.vegaEmbed = vegaEmbed;"
"""What of it a page sees."""


def vega_script() -> str:
    """Return the script that draws charts, of the cache where that has it whole."""
    folder = _cache()
    made_by = f"vega-{version('vl-convert-python')}"
    for kept in _kept(folder, made_by):
        return kept
    script = _made()
    content = script.encode()
    with suppress(OSError):  # it is made again the next time
        _keep(folder / f"{made_by}-{_sum(content)}.js", content)
    return script


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("periodize", appauthor=False)


def _kept(folder: Path, made_by: str) -> list[str]:
    """Return the scripts of these versions whose content is what their name says."""
    found = []
    with suppress(OSError):
        for place in sorted(folder.glob(f"{made_by}-*.js")):
            content = place.read_bytes()
            if place.stem == f"{made_by}-{_sum(content)}":
                found.append(content.decode())
    return found


def _keep(place: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; another process may be at it too."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _made() -> str:
    import vl_convert

    # a script ends where HTML sees its end tag, also inside a string of it
    return str(vl_convert.javascript_bundle(FACE)).replace("</script", r"<\/script")


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
