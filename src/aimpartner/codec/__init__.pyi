from .check import Checked as Checked
from .files import from_json as from_json
from .files import from_toml as from_toml
from .files import read_file as read_file
from .files import to_json as to_json

__all__: list[str]
