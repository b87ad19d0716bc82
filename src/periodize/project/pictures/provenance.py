"""What a report was made of: the plan, its commit, the version."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from periodize.report.views.report import Provenance

if TYPE_CHECKING:
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.forecast import Forecast

PATIENCE = 5.0
"""[s] that git may take to answer: our choice."""


def provenance(subject: Subject, forecast: Forecast | None = None) -> Provenance:
    """Return what a report of a subject is made of, with what was simulated for it."""
    from periodize import __version__

    plan = Path(subject.season.path) if subject.season else None
    commit, changed = committed(plan) if plan else ("", False)
    return Provenance(
        plan=plan.name if plan else "",
        commit=commit,
        changed=changed,
        version=__version__,
        day=subject.today,
        runs=forecast.runs if forecast else 0,
        seed=forecast.seed if forecast else 0,
        files=subject.files,
    )


def committed(plan: Path) -> tuple[str, bool]:
    """Return the commit of git in which a plan lies, and whether the file differs from it; "" where there is none."""
    # rev-parse alone: other commands of git may run what the configuration of a folder tells them
    command = ["git", "-C", str(plan.parent), "rev-parse", "HEAD", f"HEAD:./{plan.name}"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)  # noqa: S603
        commit, blob = found.stdout.split()
        content = plan.read_bytes()
    except (OSError, ValueError, subprocess.SubprocessError):
        return "", False
    return commit[:10], blob != _blob(content, len(blob))


def _blob(content: bytes, length: int) -> str:
    """Return the name that git gives to a content, of 40 digits or of 64."""
    make = hashlib.sha1 if length == 40 else hashlib.sha256
    return make(b"blob %d\0" % len(content) + content).hexdigest()
