from .by_element import ByElement as ByElement
from .contribution import Contribution as Contribution
from .contributions import Contributions as Contributions
from .published_tables import PartsAndTotal as PartsAndTotal
from .reconcile import Reconciliation as Reconciliation
from .reconcile import TwoPublished as TwoPublished
from .reconcile import rounding_range as rounding_range
from .since_issue import InputChange as InputChange
from .since_issue import IssueComparison as IssueComparison
from .since_issue import compare_issue as compare_issue

__all__: list[str]
