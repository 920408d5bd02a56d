"""Layout: lines that a dump broke or ran together, before anybody judges them."""

from __future__ import annotations

from cleantext.layout.split import RULES, split
from cleantext.layout.wraps import unwrap

__all__ = ["RULES", "split", "unwrap"]
