"""Models to and from files: JSON both ways, TOML read; results as JSON."""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
