from .addresses import figures as figures
from .changes import Reweigh as Reweigh
from .changes import Scenario as Scenario
from .changes import Set as Set
from .comparison import Case as Case
from .comparison import Comparison as Comparison
from .comparison import compare as compare
from .solving import BackSolved as BackSolved
from .solving import Solved as Solved
from .solving import back_solve as back_solve

__all__: list[str]
