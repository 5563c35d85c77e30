"""The operators' report of a run: static pages in Indonesian that need neither a server nor the internet.

::

    report = make_report(home, scope_of_run(tx, "20261124T0747"), contracts, offices)
    report.index                # laporan/20261124T074724Z-dfad/index.html

``gathering`` reads ledger and releases, ``counts`` and ``attention`` say what stands out, ``charts`` draws, ``pages``
writes HTML from ``templates/``, ``shelf`` keeps the folders. Everything that an office wrote is escaped; what of it may
be seen at all is decided in docs/decisions/0014.
"""
