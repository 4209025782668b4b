"""How well answers are found: gold files asked through the product, held against the right citations, and counted.

`gold` reads the files, `run` asks, `measures` counts, `table` writes, `naive` is the baseline.
"""

from assistant.evaluation.run import Evaluation, evaluate
from assistant.evaluation.table import as_dict, as_table

__all__ = ["Evaluation", "as_dict", "as_table", "evaluate"]
