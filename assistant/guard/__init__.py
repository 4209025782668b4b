"""The guard: no sentence of a language model is shown unless quotes bear it out.

`Guard.check` holds a sentence against the quotes it cites: numbers, dates, places, names, outlets and quotations must
be in a quote in either script or language, negations and opposites must agree, and the meaning must be close. The
guard knows nothing of models or prompts; it was measured on tests/guard_pairs.py by benchmarks/guard_table.py.
"""

from assistant.guard.check import Guard
from assistant.guard.verdict import Doubt, Fault, Ground, Verdict

__all__ = ["Doubt", "Fault", "Ground", "Guard", "Verdict"]
