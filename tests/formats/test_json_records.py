from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periodize.errors import UnreadableError
from periodize.formats.tables import json_file
from periodize.formats.tables.json_file import Records, looks_like_json, number_of, records_of, text_of, value_of

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(records=st.lists(st.dictionaries(st.text(max_size=5), values, max_size=4), max_size=5), ascii_only=st.booleans())
def test_records_when_walked_through(records: list[dict[str, object]], ascii_only: bool) -> None:
    assert list(records_of(json.dumps(records, ensure_ascii=ascii_only).encode())) == records


def test_records_when_they_lie_deeper() -> None:
    data = b'[{"other": {"a": 0}, "wanted": [{"a": 1, "in": [{"b": 2}]}, {"a": 3}]}]'
    assert list(records_of(data, depth=3)) == [{"a": 1, "in": [{"b": 2}]}, {"a": 3}]


def test_records_when_the_file_is_one() -> None:
    assert list(records_of(b'\xef\xbb\xbf {"a": 1}', depth=0)) == [{"a": 1}]


@pytest.mark.parametrize("bad", ['{"a": NaN}', '{"a": Infinity}', '{"a": 1,}', "{'a': 1}", '{"a" 1}'])
def test_a_record_when_it_is_no_json(bad: str) -> None:
    assert list(records_of(f'[{bad}, {{"b": 1}}]'.encode())) == [None, {"b": 1}]


def test_a_record_when_brackets_stand_in_a_text() -> None:
    assert list(records_of(b'[{"a": "}]\\"{["}]')) == [{"a": '}]"{['}]


def test_records_when_the_file_breaks_off() -> None:
    records = Records(b'[{"a": 1}, {"a": "x')
    assert list(records) == [{"a": 1}]
    assert records.broken == "the JSON breaks off before its end"


def test_records_when_the_file_is_whole() -> None:
    records = Records(b'[{"a": 1}]')
    assert (list(records), records.broken) == ([{"a": 1}], None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a,b\n1,2\n", "not JSON: it begins with neither"),
        (b'[{"a": 1', "breaks off before its end"),
        (b"[]]", "more brackets are closed than opened"),
        (b"[" * 200_000, "more than 100 brackets within brackets"),
    ],
)
def test_records_when_none_can_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        list(Records(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_value_when_encoded(encoding: str) -> None:
    assert value_of('{"name": "Läufe €"}'.encode(encoding)) == {"name": "Läufe €"}


@pytest.mark.parametrize(
    "bad", [b'{"a": NaN}', b"[1, 2", b"{}x", b"[" * 200_000, b"x", b'["\xff\xfe"]', b"[1" + b"0" * 5000 + b"]"]
)
def test_a_value_when_it_is_no_json(bad: bytes) -> None:
    with pytest.raises(UnreadableError):
        value_of(bad)


def test_a_value_when_the_file_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "LARGEST_WHOLE", 2**20)
    with pytest.raises(UnreadableError, match="2 MB of JSON, more than the 1 MB that are read"):
        value_of(b"[" + b" " * 2**21 + b"]")


@pytest.mark.parametrize(
    ("field", "expected"),
    [(1, 1.0), ("2.5", 2.5), (True, None), (None, None), ("", None), ("nan", None), (10**400, None), ([1], None)],
)
def test_a_number_when_looked_for(field: object, expected: float | None) -> None:
    assert number_of({"a": field}, "missing", "a") == expected


@pytest.mark.parametrize(
    ("field", "expected"), [(" x ", "x"), (12, "12"), (None, ""), (True, ""), ("\ud800", "?"), ("  ", "")]
)
def test_a_text_when_looked_for(field: object, expected: str) -> None:
    assert text_of({"a": field}, "a") == expected


def test_the_look_of_json_when_there_is_a_mark() -> None:
    assert looks_like_json(b'\xef\xbb\xbf\n [{"a": 1')
