from .bases.blend import Blend as Blend
from .bases.blend import BlendPart as BlendPart
from .bases.given import Given as Given
from .bases.measured import Measured as Measured
from .bases.periods import Period as Period
from .bases.periods import Periods as Periods
from .bases.phased import Phased as Phased
from .bases.staged import Group as Group
from .bases.staged import Staged as Staged
from .bases.tolerance import Tolerance as Tolerance
from .elements import Element as Element
from .formula import Formula as Formula
from .limits import Bound as Bound
from .limits import Limit as Limit
from .methodologies import methodology as methodology
from .priced_elements import PricedElement as PricedElement
from .prices import Price as Price
from .prices import PriceList as PriceList
from .rounding import Rounding as Rounding

__all__: list[str]
