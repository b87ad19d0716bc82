"""`format`, the formats of `validate`, `rule`, `rules` and `schema` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from periodize.errors import Problem, Span
from periodize.report.data.formats import concise, github, sarif

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PLAN = """\
periodize: 1
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}}
week:
  tue: 5 x 1k at T with 2 minutes rest  # hard
blocks:
  - {name: base, weeks: 4}
"""
CANONICAL = PLAN.replace("5 x 1k at T with 2 minutes rest  #", "5x1km @ T (2min rest)            #")
BROKEN = PLAN.replace("at T", "at treshold")


def conforms(data: Any, name: str, part: str = "") -> None:
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator({**schema, **schema["$defs"][part]} if part else schema).validate(data)


def write(path: str, text: str) -> Path:
    Path(path).write_text(text)
    return Path(path)


@pytest.mark.parametrize("command", ["format", "validate", "rule", "rules", "schema"])
def test_help_has_examples_and_fits(run: Run, command: str) -> None:
    found = run(command, "--help")

    assert (0, "") == (found.code, found.err)
    assert f"periodize {command}" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


# ---- format


def test_format_rewrites_the_plan_of_the_folder_in_place(run: Run) -> None:
    plan = write("plan.yaml", PLAN)
    plan.chmod(0o640)
    found = run("format")

    assert (0, "plan.yaml: 1 session line rewritten\n", "") == (found.code, found.out, found.err)
    assert CANONICAL == plan.read_text()
    assert 0o640 == plan.stat().st_mode & 0o777
    assert [plan] == list(Path().iterdir())


def test_format_of_a_formatted_plan_does_not_write(run: Run) -> None:
    plan = write("plan.yaml", CANONICAL)
    before = plan.stat().st_mtime_ns

    assert (0, "plan.yaml: nothing to rewrite\n") == (run("format").code, run("format").out)
    assert before == plan.stat().st_mtime_ns


def test_format_writes_through_a_link(run: Run) -> None:
    plan = write("real.yaml", PLAN)
    Path("plan.yaml").symlink_to(plan)
    run("format")

    assert (True, CANONICAL) == (Path("plan.yaml").is_symlink(), plan.read_text())


def test_format_check_lists_what_would_change_and_writes_nothing(run: Run) -> None:
    plan = write("plan.yaml", PLAN)
    write("good.yaml", CANONICAL)
    found = run("format", "--check", "plan.yaml", "good.yaml")

    assert (1, "plan.yaml: 1 session line to rewrite\n") == (found.code, found.out)
    assert PLAN == plan.read_text()
    assert 0 == run("format", "--check", "good.yaml").code


def test_format_diff_is_a_patch(run: Run) -> None:
    plan = write("plan.yaml", PLAN)
    found = run("format", "--diff")

    assert (1, PLAN) == (found.code, plan.read_text())
    assert "-  tue: 5 x 1k at T with 2 minutes rest  # hard\n+  tue: 5x1km @ T (2min rest) " in found.out
    assert found.out.startswith("--- plan.yaml\n+++ plan.yaml\n@@")
    assert (0, "") == (run("format", "--diff", write("good.yaml", CANONICAL)).code, found.err)


def test_format_diff_marks_a_missing_line_end(run: Run) -> None:
    write("plan.yaml", "week:\n  tue: 5 x 1k")

    assert run("format", "--diff").out.count("\\ No newline at end of file\n") == 2


@pytest.mark.parametrize("options", [[], ["--check"], ["--diff"]])
def test_format_leaves_a_plan_with_errors_as_it_is(run: Run, options: list[str]) -> None:
    bad, good = write("bad.yaml", BROKEN), write("good.yaml", CANONICAL)
    found = run("format", *options, bad, good)

    assert (1, BROKEN) == (found.code, bad.read_text())
    assert "error[P106]" in found.err
    assert "bad.yaml is left as it is" in found.err


def test_format_goes_on_behind_a_plan_with_errors(run: Run) -> None:
    write("bad.yaml", BROKEN)
    plan = write("plan.yaml", PLAN)
    run("format", "bad.yaml", "plan.yaml")

    assert CANONICAL == plan.read_text()


def test_format_json_keeps_the_contract(run: Run) -> None:
    write("bad.yaml", BROKEN)
    write("plan.yaml", PLAN)
    found = run("format", "--check", "--json", "plan.yaml", "bad.yaml")

    conforms(found.data, "format")
    assert 1 == found.code
    assert [("plan.yaml", True), ("bad.yaml", False)] == [(f["path"], f["changed"]) for f in found.data["files"]]
    assert [
        {"line": 5, "column": 8, "before": "5 x 1k at T with 2 minutes rest", "after": "5x1km @ T (2min rest)"}
    ] == (found.data["files"][0]["lines"])
    assert ["P106"] == [p["code"] for p in found.data["problems"]]


def piped(*arguments: str, text: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "periodize", *arguments], input=text, capture_output=True, check=False, timeout=60
    )


def test_format_of_stdin_goes_to_stdout_byte_by_byte(run: Run) -> None:
    found = piped("format", "-", text=b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())

    assert (0, b"\xef\xbb\xbf" + CANONICAL.replace("\n", "\r\n").encode()) == (found.returncode, found.stdout)


def test_format_of_broken_stdin_prints_nothing_on_stdout(run: Run) -> None:
    found = piped("format", "-", text=BROKEN.encode())

    assert (1, b"") == (found.returncode, found.stdout)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["format"], "periodize init"),
        (["format", "nowhere.yaml"], "nowhere.yaml"),
        (["format", "."], "folder"),
        (["format", "-", "plan.yaml"], "alone"),
        (["validate", "--format", "xml"], "xml"),
        (["validate", "--json", "--format", "sarif"], "contradict"),
        (["rule"], "CODE"),
        (["rule", "P310x"], "P310"),
        (["rule", "contradicton"], "'contradiction'"),
        (["rule", "\x1b[31m"], "periodize rules"),
    ],
)
def test_wrong_usage_exits_with_two(run: Run, arguments: list[str], word: str) -> None:
    found = run(*arguments)

    assert (2, "") == (found.code, found.out)
    assert word in found.err
    assert "\x1b" not in found.err
    assert "Traceback" not in found.err


def test_a_folder_that_cannot_be_written_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from periodize.errors import UsageError
    from periodize.project.plans.formatting import format_file, write_formatted

    plan = write("plan.yaml", PLAN)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="No space left"):
        write_formatted(format_file(plan))

    assert PLAN == plan.read_text()


# ---- validate --format


def test_validate_of_several_plans_shows_all_problems_of_all(run: Run) -> None:
    write("one.yaml", BROKEN)
    write("two.yaml", PLAN.replace("weeks", "weks"))
    write("three.yaml", CANONICAL)
    found = run("validate", "one.yaml", "two.yaml", "three.yaml")

    assert 1 == found.code
    assert "one.yaml:5:" in found.out
    assert "two.yaml:7:" in found.out
    assert found.out.endswith("one.yaml: 1 error\ntwo.yaml: 1 error\nthree.yaml: no problems\n")


def test_validate_concise_is_one_line_a_problem(run: Run) -> None:
    write("plan.yaml", BROKEN)

    assert "plan.yaml:5:18: P106 unknown intensity 'treshold'\n" == run("validate", "--format", "concise").out


def test_validate_github_is_one_command_a_problem(run: Run) -> None:
    write("plan.yaml", BROKEN + "availability: {tue: 10min}\n")
    found = run("validate", "--format", "github")

    assert (
        "::error file=plan.yaml,line=5,col=18,endColumn=26,title=P106::"
        "unknown intensity 'treshold'; did you mean 'threshold'?\n"
    ) == found.out


def test_validate_json_is_the_same_by_both_names(run: Run) -> None:
    write("plan.yaml", BROKEN)
    found = run("validate", "--format", "json")

    conforms(found.data, "validate")
    assert run("validate", "--json").out == found.out


def test_validate_sarif_points_into_the_plan(run: Run) -> None:
    from periodize.plan import RULES

    write("plan.yaml", BROKEN)
    found = run("validate", "--format", "sarif")
    log = found.data["runs"][0]
    result = log["results"][0]
    rules = log["tool"]["driver"]["rules"]
    place = result["locations"][0]["physicalLocation"]

    assert (1, "2.1.0") == (found.code, found.data["version"])
    assert sorted(RULES) == [rule["id"] for rule in rules]
    assert ("P106", "P106", "error") == (result["ruleId"], rules[result["ruleIndex"]]["id"], result["level"])
    assert "plan.yaml" == place["artifactLocation"]["uri"]
    assert {"startLine": 5, "startColumn": 18, "endColumn": 26} == place["region"]


@pytest.mark.parametrize("how", ["full", "concise", "json", "github", "sarif"])
def test_every_format_has_the_same_exit_codes(run: Run, how: str) -> None:
    write("plan.yaml", CANONICAL + "availability: {tue: 10min}\n")

    assert (0, 1) == (
        run("validate", "--format", how).code,
        run("validate", "--strict", "--format", how).code,
    )


def test_github_escapes_what_its_commands_would_read() -> None:
    problem = Problem("P101", "50%\r\n::stop: a, b", Span("a:b,c%.yaml", 1, 2))

    assert ["::error file=a%3Ab%2Cc%25.yaml,line=1,col=2,endColumn=3,title=P101::50%25%0D%0A::stop: a, b"] == github(
        [problem]
    )


def test_a_problem_without_a_place_is_printed_in_every_format() -> None:
    from periodize.plan import RULES

    problem = RULES["P006"].problem(None, "too\nlarge")

    assert ["P006 too\ufffdlarge"] == concise([problem])
    assert ["::error title=P006::too%0Alarge"] == github([problem])
    assert "locations" not in json.dumps(sarif([problem], RULES.values(), version="1")["runs"])


def test_sarif_paths_are_uris() -> None:
    from periodize.plan import RULES

    problems = [RULES["P006"].problem(Span(path, 1, 1), "x") for path in ("a b/ü.yaml", "/tmp/a b.yaml")]  # noqa: S108
    text = json.dumps(sarif(problems, RULES.values(), version="1"))

    assert '"uri": "a%20b/%C3%BC.yaml"' in text
    assert '"uri": "file:///tmp/a%20b.yaml"' in text


# ---- rule, rules, schema


def test_rule_prints_the_long_text_with_an_example(run: Run) -> None:
    found = run("rule", "p301")

    assert (0, "") == (found.code, found.err)
    assert found.out.startswith("error[P301]: contradiction\n\nTwo lines fix the same thing differently.")
    assert "Wrong:\n    start: 2027-01-04\n" in found.out
    assert "Right:\n" in found.out


@pytest.mark.parametrize("name", ["P406", "long-run-jump", "long run jump"])
def test_rule_of_a_lint_says_limit_evidence_and_how_to_silence_it(run: Run, name: str) -> None:
    found = run("rule", name)

    assert "1.1 x the longest run of the 30 days before" in found.out
    assert "limits: {long-run-jump: {limit: off, reason: ...}}" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_rules_lists_every_rule(run: Run) -> None:
    from periodize.plan import RULES

    found = run("rules")

    assert sorted(RULES) == [row.split()[0] for row in found.out.splitlines() if row.startswith("P")]
    assert max(map(len, found.out.splitlines())) <= 80


def test_rule_and_rules_json_keep_the_contract(run: Run) -> None:
    listed, one = run("rules", "--json").data, run("rule", "P407", "--json").data

    conforms(listed, "rules")
    conforms(one, "rules", "rule")
    assert one in listed["rules"]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_schema_is_the_file_of_the_documentation(run: Run, options: list[str]) -> None:
    assert (ROOT / "docs" / "schema" / "plan.schema.json").read_text() == run("schema", *options).out


@pytest.mark.parametrize(
    "arguments",
    [["rule", "P406"], ["rules"], ["schema"], ["format", "--check", str(ROOT / "examples/season/plan.yaml")]],
)
def test_small_commands_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        f"import sys\nfrom periodize.cli import main\nsys.argv = ['periodize', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as e:\n    assert e.code == 0, e.code\n"
        "print('HEAVY', [m for m in ('numpy', 'simpy', 'plotille', 'lap') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ["HEAVY []"] == done.stdout.splitlines()[-1:], done.stderr
