from .budget import Budget as Budget
from .budget import CostLine as CostLine
from .budget import Effect as Effect
from .budget import Heading as Heading
from .charge_rule import ChargeRule as ChargeRule
from .host_charge import HostCharge as HostCharge
from .rolling_forward import LineAdded as LineAdded
from .rolling_forward import Rolled as Rolled
from .rolling_forward import RollForward as RollForward
from .rolling_forward import Uplifted as Uplifted
from .rolling_forward import roll_forward as roll_forward
from .uplifts import AmountUplift as AmountUplift
from .uplifts import Award as Award
from .uplifts import Indexed as Indexed
from .uplifts import LineDropped as LineDropped
from .uplifts import Moved as Moved
from .uplifts import PayAward as PayAward
from .uplifts import PercentUplift as PercentUplift
from .virement import Supplement as Supplement
from .virement import Virement as Virement

__all__: list[str]
