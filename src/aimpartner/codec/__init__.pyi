from .capacity import Capacity as Capacity
from .check import Checked as Checked
from .check_report import check_to_json as check_to_json
from .files import from_json as from_json
from .files import from_toml as from_toml
from .files import to_json as to_json
from .files import to_toml as to_toml
from .results import result_to_json as result_to_json

__all__: list[str]
