from .apportionment import apportion as apportion
from .steps import Step as Step
from .two_way_tables import two_way as two_way

__all__: list[str]
