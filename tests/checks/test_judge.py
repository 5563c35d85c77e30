"""What becomes of a batch: findings, rule runs, verdicts; and what happens when a rule itself is broken."""

from __future__ import annotations

import shutil
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.finding import FINDINGS, RULE_RUNS, WAITING
from checks.judge import judge
from sources.contract_loader import load_contracts
from sources.errors import ContractError
from sources.reading import LooseCell, Rejection
from tests.checks.made import ALAT, SMALL, batch_of, findings, judged, offices, reading, runs, small, table

DEAR = ALAT | {"harga_rp": "200.000.000", "jumlah": "5"}


def alat(*rows, **more):
    numbered = [row if row["kode_alat"] != "AL-1" else row | {"kode_alat": f"AL-{n}"} for n, row in enumerate(rows, 1)]
    return table("alat", numbered, columns=[*ALAT, "beli_tanggal"], **more)


def pinjam(*codes):
    return table("pinjam", [{"kode_alat": code} for code in codes], sheet="Pinjaman")


def test_a_clean_report_is_accepted_with_a_row_for_every_rule():
    judgement = judged(reading(alat(ALAT), pinjam("AL-1")))
    assert judgement.findings.num_rows == 0
    assert judgement.verdicts["S1"].word == "accepted"
    assert list(runs(judgement)) == sorted(small().rule)
    of_columns_not_sent = {"UMKM-V914", "UMKM-V915", "UMKM-V916"}
    assert {rule for rule, run in runs(judgement).items() if run["outcome"] != "passed"} == of_columns_not_sent


def test_the_tables_have_the_columns_that_later_rooms_read():
    judgement = judged(reading(alat(DEAR)))
    assert judgement.findings.schema.names == FINDINGS.names
    assert judgement.rule_runs.schema == RULE_RUNS
    assert [f.type for f in judgement.findings.schema] == [f.type for f in FINDINGS]


def test_a_sql_rule_names_cell_value_expected_and_difference():
    found = findings(judged(reading(alat(ALAT, DEAR))))
    assert len(found) == 1
    wanted = {
        "rule": "UMKM-K901",
        "cell": "E7",
        "value": "5",
        "expected": "2",
        "difference": "3",
        "severity": "KONFIRMASI",
    }
    assert {k: found[0][k] for k in wanted} == wanted
    assert found[0]["message"] == "Jumlah 5 di sel E7 melebihi 2, lebih 3."
    assert found[0]["fix"] == "Periksa Jumlah pada lembar Lembar."


def test_a_rule_on_trial_only_informs_and_knows_the_day_of_the_run():
    rows = [ALAT | {"jumlah": "13"}, ALAT | {"beli_tanggal": "24/11/2026"}, ALAT | {"beli_tanggal": "25/11/2026"}]
    judgement = judged(reading(alat(*rows)))
    assert [(f["rule"], f["row"], f["severity"]) for f in findings(judgement)] == [
        ("UMKM-K902", 6, "CATATAN"),
        ("UMKM-K902", 8, "CATATAN"),
    ]
    assert judgement.verdicts["S1"].word == "accepted"


def test_a_rule_is_skipped_before_it_came_into_force():
    early = reading(alat(ALAT | {"jumlah": "13"}))
    early = reading(*early.tables, identity=early.identity.__class__(kode_upt="LP2A-LAHAT", periode="2025-12"))
    judgement = judged(early)
    assert findings(judgement, "UMKM-K902") == []
    assert runs(judgement)["UMKM-K902"]["why"] == "Aturan tidak berlaku untuk periode 2025-12."


def test_a_dataset_that_was_not_sent_skips_its_rules():
    run = runs(judged(reading(alat(ALAT))))["UMKM-K911"]
    assert (run["outcome"], run["why"]) == ("skipped", "Bagian Pinjaman tidak ada dalam laporan ini.")


def published(rows, later=False):
    return {
        "konteks_alat": pa.table({"_untuk": ["S1"] * len(rows), "kode_alat": rows}),
        "konteks_tersedia": pa.table({"_untuk": ["S1"], "dataset": ["alat"], "menyusul": [later]}),
    }


def test_without_the_other_side_a_rule_waits_and_says_for_what():
    run = runs(judged(reading(pinjam("AL-9"))))["UMKM-K911"]
    assert run["outcome"] == "skipped"
    assert run["why"] == f"{WAITING} Alat Kerja dari UPT dan periode yang sama."


@pytest.mark.parametrize(
    ("later", "severity", "word"), [(False, "PERBAIKI", "returned"), (True, "CATATAN", "accepted")]
)
def test_the_other_side_may_be_published_and_one_that_came_later_changes_no_verdict(later, severity, word):
    judgement = judged(reading(pinjam("AL-1", "AL-9")), context=published(["AL-1"], later))
    assert [(f["cell"], f["severity"]) for f in findings(judgement)] == [("B7", severity)]
    assert judgement.verdicts["S1"].word == word


def test_the_own_part_counts_before_the_published_one_also_when_it_is_nil():
    nil = table("alat", [], nihil="ya")
    assert len(findings(judged(reading(pinjam("AL-1"), nil), context=published(["AL-1"])), "UMKM-K911")) == 1


def test_a_file_that_could_not_be_read_is_rejected_with_the_readers_words():
    judgement = judged(reading(rejected=Rejection("UMKM-P001", "Berkas rusak.", "Kirim ulang.")), reading(alat(ALAT)))
    found = findings(judgement)
    assert [(f["submission_id"], f["rule"], f["severity"], f["message"], f["fix"]) for f in found] == [
        ("S1", "UMKM-P001", "TOLAK", "Berkas rusak.", "Kirim ulang.")
    ]
    assert {k: v.word for k, v in judgement.verdicts.items()} == {"S1": "rejected", "S2": "accepted"}
    assert runs(judgement)["UMKM-V901"]["why"] == "Berkas tidak terbaca."


def test_a_rejection_by_a_rule_that_no_contract_knows_is_not_lost():
    judgement = judged(reading(rejected=Rejection("UMKM-P099", "Aneh.", "Hubungi kami.")))
    assert [f["message"] for f in findings(judgement)] == ["Aneh."]
    assert judgement.verdicts["S1"].word == "rejected"


def test_a_reason_given_once_finds_its_cell_in_the_next_version():
    before = findings(judged(reading(alat(DEAR | {"kode_alat": "XX-1"}))))[0]
    after = findings(judged(reading(alat(ALAT, ALAT, DEAR | {"kode_alat": "XX-1"}))))[0]
    other = findings(judged(reading(alat(DEAR | {"kode_alat": "XX-2", "jumlah": "6"}))))[0]
    assert before["cell"] != after["cell"]
    assert (before["finding_id"], before["value_hash"]) == (after["finding_id"], after["value_hash"])
    assert before["finding_id"] != other["finding_id"]
    assert before["value_hash"] != other["value_hash"]


def test_findings_with_the_same_key_stay_apart():
    found = findings(judged(reading(alat(DEAR | {"kode_alat": "XX-1"}, DEAR | {"kode_alat": "XX-1"}))), "UMKM-K901")
    assert len({f["finding_id"] for f in found}) == 1
    assert [f["ordinal"] for f in found] == [1, 2]


SECRET = "RAHASIA 3171012345678901"


def test_the_value_of_a_confidential_finding_is_nowhere():
    """Neither in its own finding nor in those of other rules in the same column, nor in the rule runs."""
    rows = [ALAT | {"kode_alat": SECRET}, ALAT | {"kode_alat": "JUGA SALAH", "jenis": "mobil"}]
    loose = [LooseCell("Lembar", "Z3", 3, SECRET, None)]
    judgement = judged(reading(table("alat", rows, kinds="t"), loose=loose))
    own = findings(judgement, "UMKM-P901")
    assert sorted(f["cell"] for f in own) == ["B6", "Z3"]
    assert {(f["value"], f["value_hash"], f["severity"]) for f in own} == {(None, None, "TOLAK")}
    assert own[0]["message"].endswith("memuat … yang tidak boleh dikirim.")
    assert judgement.verdicts["S1"].word == "rejected"
    said = repr(judgement.findings.to_pylist()) + repr(judgement.rule_runs.to_pylist())
    assert "RAHASIA" not in said
    assert "3171012345678901" not in said
    assert "JUGA SALAH" not in said
    assert "mobil" in said


BROKEN = {
    "raises": ("select error('3171012345678901') as _submission_id", "InvalidInputException"),
    "names a column that is not there": ("select a.bukan_kolom from alat as a", "bukan_kolom"),
    "returns a column too many": ("select _submission_id, _sheet, _row, 'x' as field, 1 as lebih from alat", "lebih"),
    "is two statements": ("select 1; select 2", "tepat satu SELECT"),
    "is no SELECT": ("drop table alat", "tepat satu SELECT"),
    "is no SQL": ("selek *", "bukan SQL yang benar"),
    "is missing": (None, "rules/alat/UMKM-K901.sql"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_rule_is_inconclusive_never_failed_and_the_others_go_on(tmp_path, how):
    text, why = BROKEN[how]
    shutil.copytree(SMALL.parent, tmp_path / "small")
    file = tmp_path / "small/rules/alat/UMKM-K901.sql"
    file.write_text(f"-- Rusak.\n{text}\n") if text else file.unlink()
    contracts = load_contracts(tmp_path / "small/contracts")
    judgement = judged(reading(alat(DEAR | {"jumlah": "0"})), reading(pinjam()), contracts=contracts)
    run = runs(judgement)["UMKM-K901"]
    assert (run["outcome"], run["failed"]) == ("inconclusive", 0)
    assert why in run["why"]
    assert "3171" not in run["why"]
    assert runs(judgement, "S2")["UMKM-K901"]["outcome"] == "skipped"
    assert [f["rule"] for f in findings(judgement)] == ["UMKM-V911"]
    assert (judgement.verdicts["S1"].word, judgement.verdicts["S1"].unjudged) == ("failed", ("UMKM-K901",))
    assert judgement.verdicts["S2"].word == "accepted"


TEXTS = st.one_of(
    st.none(), st.sampled_from(["1", "Rp 5", "mesin", "ya", "-", "AL-1", "2026-01-01", "9" * 30]), st.text(max_size=8)
)
ROWS = st.lists(
    st.fixed_dictionaries(dict.fromkeys([*ALAT, "beli_tanggal", "layak", "isi", "satuan"], TEXTS)), max_size=6
)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(ROWS, st.booleans()), min_size=1, max_size=3))
def test_whatever_is_sent_every_rule_has_its_row_and_every_finding_its_cell(sent):
    readings = [reading(table("alat", rows), *([pinjam("X")] if more else [])) for rows, more in sent]
    judgement = judged(*readings)
    found = judgement.rule_runs.to_pylist()
    wanted = {(f"S{n}", rule) for n in range(1, len(sent) + 1) for rule in small().rule}
    assert len(found) == len(wanted)
    assert {(r["submission_id"], r["rule"]) for r in found} == wanted
    assert all(r["passed"] + r["failed"] == r["evaluated"] for r in found)
    assert {r["outcome"] for r in found} <= {"passed", "failed", "skipped"}
    assert all((r["why"] is None) == (r["outcome"] in {"passed", "failed"}) for r in found)
    cells = [f for f in judgement.findings.to_pylist() if f["tier"] == "V"]
    assert all(f["cell"] == f"{f['cell'][0]}{f['row']}" for f in cells)
    failed = {(r["submission_id"], r["rule"]): r["failed"] for r in found if r["failed"]}
    counted: dict[tuple[str, str], int] = {}
    for f in judgement.findings.to_pylist():
        counted[f["submission_id"], f["rule"]] = counted.get((f["submission_id"], f["rule"]), 0) + 1
    assert counted == failed


def test_judging_together_is_judging_alone():
    one, two = reading(alat(DEAR)), reading(alat(ALAT | {"jumlah": "0"}), pinjam("AL-1", "ZZ-1"))
    together = judged(one, two)
    alone = [judged(one), judged(reading(), two)]
    assert [f for f in findings(together) if f["submission_id"] == "S1"] == findings(alone[0])
    assert [f for f in findings(together) if f["submission_id"] == "S2"] == [
        f for f in findings(alone[1]) if f["submission_id"] == "S2"
    ]


def test_an_empty_batch_is_an_empty_judgement():
    batch = batch_of(small())
    judgement = judge(batch, small(), today=date(2026, 1, 1), offices=offices(), expectations=False)
    assert (judgement.findings.num_rows, judgement.rule_runs.num_rows, judgement.verdicts) == (0, 0, {})


def test_a_dataset_cannot_take_the_name_of_a_relation_that_every_batch_has(tmp_path):
    shutil.copytree(SMALL.parent, tmp_path / "small")
    old = tmp_path / "small/contracts/pinjam.odcs.yaml"
    text = old.read_text().replace("pinjam", "sel")
    old.rename(old.with_name("sel.odcs.yaml")).write_text(text)
    with pytest.raises(ContractError, match="cannot be called 'sel'"):
        judged(contracts=load_contracts(tmp_path / "small/contracts"))
