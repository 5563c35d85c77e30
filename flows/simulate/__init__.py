"""The practice nation: submissions as offices would send them, and the truth about them.

::

    truth = simulate(Path("kiriman"), period="2026-10", seed=1)

The same seed gives the same bytes. Modules, from the ground up: :mod:`~flows.simulate.dice`,
:mod:`~flows.simulate.seasons`, :mod:`~flows.simulate.catalogue` (lists), :mod:`~flows.simulate.profile` (an office),
:mod:`~flows.simulate.month` (its rows), ``kinds_*`` (mistakes), :mod:`~flows.simulate.fates` (who does what),
``official``, ``free``, ``delimited``, ``damage`` (files), :mod:`~flows.simulate.sending` (an office's month),
:mod:`~flows.simulate.nation` (all of them).
"""

from flows.simulate.nation import simulate

__all__ = ["simulate"]
