"""Who is bound, by what, until when? Partners, hosts, the agreement, decisions and duties."""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
