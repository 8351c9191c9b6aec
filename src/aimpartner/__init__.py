"""English regional adoption agencies: partners, agreements, and who pays what to the penny.

Example:
    ...
    >>> import aimpartner as ap
    >>> ap.calculate(ap.samples.load("aim"), "2021/22")["Sefton"].amount
    Money('524027.76')
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
