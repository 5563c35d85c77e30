"""The doctor's look at rules: what changed ones have left to do, and which on trial may be decided on."""

from __future__ import annotations

from sqlalchemy import Connection, exists, func, select

from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.home import Home
from warehouse.doctor import Check
from warehouse.ledger.migration import HEAD, revision
from warehouse.ledger.rule_quality import STOOD, rule_quality
from warehouse.ledger.schema import judging
from warehouse.ledger.shadows import shadows_of
from warehouse.ledger.store import Ledger


def rules(home: Home) -> Check:
    """What people should know of the rules. Never wrong: there is nothing to mend in an installation."""
    if not home.ledger.exists():
        return Check("rules", ok=True, found="nothing judged yet")
    with Ledger.look(home.ledger).read() as tx:
        if revision(tx) != HEAD:
            return Check("rules", ok=True, found="not known before the ledger is brought up to date")
        if not tx.scalar(select(exists(select(judging.c.submission_id)))):
            return Check("rules", ok=True, found="nothing judged yet")
        contracts = load_contracts()
        return Check("rules", ok=True, found=f"{_changes(tx, contracts)}; {_on_trial(tx, contracts)}")


def _changes(tx: Connection, contracts: Contracts) -> str:
    from checks.ruleset import fingerprint

    old = tx.scalar(select(func.count()).where(judging.c.compared_with != fingerprint(contracts)))
    doubted = len(shadows_of(tx))
    left = f"{old} verdicts by earlier rules, which 'lumbung ingest' looks at" if old else "no verdict by earlier rules"
    return left + (f"; {doubted} published reports would be judged otherwise: lumbung shadow" if doubted else "")


def _on_trial(tx: Connection, contracts: Contracts) -> str:
    trial = [rule.id for rule in contracts.rules if rule.maturity == "uji"]
    quality = rule_quality(tx) if trial else {}
    ready = [rule for rule in trial if rule in quality and quality[rule].periods >= STOOD]
    if not ready:
        return f"{len(trial)} on trial, none for {STOOD} periods yet"
    return f"{len(trial)} on trial, to be decided on after {STOOD} periods: {', '.join(ready)}"
