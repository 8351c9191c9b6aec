from .allocation import Allocation as Allocation
from .allocation import BoardDecision as BoardDecision
from .audit_rows import AuditRow as AuditRow
from .charges import with_charges as with_charges
from .exits import ExitStatement as ExitStatement
from .exits import Liability as Liability
from .fees import SettledFee as SettledFee
from .fees import Taken as Taken
from .monitoring import Monitoring as Monitoring
from .outturn import Actual as Actual
from .outturn import Caused as Caused
from .outturn import Difference as Difference
from .outturn import Outturn as Outturn
from .reserve_statement import ReserveStatement as ReserveStatement
from .reserves import Reserve as Reserve
from .reserves import ReserveMovement as ReserveMovement
from .settlement import Settlement as Settlement
from .share_base import ShareBase as ShareBase
from .tiers import SettlementRule as SettlementRule
from .tiers import Tier as Tier
from .year_statement import YearStatement as YearStatement

__all__: list[str]
