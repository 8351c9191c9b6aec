from .derived import Derived as Derived
from .derived import DerivedPart as DerivedPart
from .evidence import Evidence as Evidence
from .measures import Known as Known
from .measures import Measure as Measure
from .measures import Missing as Missing
from .measures import Observation as Observation
from .measures import Suppressed as Suppressed
from .published import Beside as Beside
from .published import Published as Published
from .quarters import Quarters as Quarters

__all__: list[str]
