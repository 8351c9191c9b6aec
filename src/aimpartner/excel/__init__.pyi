from .changes import TypedChanges as TypedChanges
from .changes import read_changes as read_changes
from .contributions.workbook import file_name as file_name
from .contributions.workbook import write_contributions as write_contributions
from .form.marked import lost_in_marked as lost_in_marked
from .form.marked import write_marked as write_marked
from .form.read import read_model as read_model
from .form.template import write_model as write_model
from .form.template import write_template as write_template
from .start.template import write_start as write_start

__all__: list[str]
