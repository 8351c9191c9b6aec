from .due_dates import EqualInstalments as EqualInstalments
from .due_dates import Monthly as Monthly
from .due_dates import StatedAmounts as StatedAmounts
from .due_dates import StatedInstalments as StatedInstalments
from .fallback import Fallback as Fallback
from .fallback import PriceIndex as PriceIndex
from .fallback import Provisional as Provisional
from .fallback import TrueUp as TrueUp
from .fees import Fee as Fee
from .instalments import Adjustment as Adjustment
from .instalments import Instalment as Instalment
from .instalments import Instalments as Instalments
from .issue import Issued as Issued
from .ledger import Ledger as Ledger
from .postings import CodeTable as CodeTable
from .postings import LedgerLine as LedgerLine
from .postings import Vat as Vat

__all__: list[str]
