"""Texts of referrals that are no ids: what memory would read as somebody is refused, never passed.

An engine takes referrals by id. Whom only referrals name is a person of their own, unless their
text is another number, a name, an e-mail, a list or a word for nobody: then its numbers would be
others than in memory, where cells are resolved one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.engines.chunks import AFTER_CONTACTS
from netgraph.engines.engine import count
from netgraph.engines.plain import EMAIL_KEY, NAME_KEY
from netgraph.errors import SHOWN_IN_FULL, InputError
from netgraph.tables.issues import quoted
from netgraph.tables.linking import cell_parts
from netgraph.tables.linking.referrers import stranger_key
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.no_persons import names_nobody
from netgraph.tables.person_names import address, bare, other_number

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.engines.engine import Engine, Shape

_PLAIN_ID: Final = r"[A-Za-z]*[-_.]?[0-9]+"
"""A text that can be nobody's name and no word, but another way to write an id."""
_BY_ID, _BY_NAME, _BY_EMAIL, _NOBODY, _SAME = "id", "name", "e-mail", "nobody", "same"
_SHAPE: Final[Shape] = {"node": "long", "said": "text", "kind": "text", "alike": "text"}
_READ: Final = {_NOBODY: "names nobody, or several", _SAME: "is another spelling of a stranger"}
_SAID: Final = ("node", "said", "kind")
WAY_OUT: Final = (
    "an engine takes referrals by id alone, and would count another person: leave --engine out, or "
    "let 'netgraph convert' write tables of ids"
)


@dataclass(frozen=True, slots=True)
class _Keys:
    """What texts may be found by: a row a text and key."""

    def __call__(self, piece: pa.Table) -> pa.Table:
        import pyarrow as pa

        given = piece.to_pandas()
        said = given["id"].astype("str")
        plain = said.str.fullmatch(_PLAIN_ID).fillna(value=False).to_numpy(dtype=bool)
        rows = [
            (node, text, kind, alike)
            for node, text, is_id in zip(given["node"], said, plain, strict=True)
            for kind, alike in (_ways_of_id(text) if is_id else _ways_of_text(text))
        ]
        found = pd.DataFrame(rows, columns=list(_SHAPE))
        named = (found["kind"] == _BY_NAME).to_numpy(dtype=bool)
        # names are compared by the key that contacts have
        keys = found["alike"].astype("str")
        keys = keys.mask(named, namesake_keys(keys)) if named.any() else keys
        arrays = [pa.array(found["node"], pa.int64())]
        texts = found["said"].astype("str"), found["kind"].astype("str"), keys
        arrays += [pa.array(column, pa.string()) for column in texts]
        return pa.table(dict(zip(_SHAPE, arrays, strict=True)))


def _ways_of_id(text: str) -> list[tuple[str, str]]:
    number = other_number(text)
    return [(_BY_ID, text.lower())] + [(_BY_ID, number)] * bool(number)


def _ways_of_text(text: str) -> list[tuple[str, str]]:
    """The ways in which memory reads a text: as nobody, or as each of these if somebody is so."""
    listed = cell_parts.hard_parts(text)
    if len(listed) > 1 or names_nobody(text):
        return [(_NOBODY, text)]
    ways = []
    for part in dict.fromkeys((text, *cell_parts.pieces(text))):
        free = bare(part).written
        ways += [(_BY_ID, one.lower()) for one in dict.fromkeys((part, free, other_number(part)))]
        ways += [(_BY_NAME, one) for one in dict.fromkeys((part, free))]
        ways.append((_BY_EMAIL, address(part)))
    ways.append((_SAME, stranger_key(text)))
    return [(kind, key) for kind, key in ways if key]


def refuse_texts(engine: Engine, label: str, *, emails: bool, names: bool) -> None:
    """Refuse referrals of which memory would read some cells as other people than an engine.

    Parameters
    ----------
    engine
        With ``contacts`` and ``nodes``.
    label
        What messages call the table of referrals.
    emails, names
        Whether contacts have these.

    Raises
    ------
    InputError
        With the first such texts and their number.
    """
    # whom only referrals name: few, where ids are ids
    strangers = f"SELECT node, id FROM nodes WHERE node >= {AFTER_CONTACTS}"
    if not count(engine, f"SELECT COUNT(*) FROM ({strangers}) AS s"):
        return
    engine.step("strangers", strangers)
    engine.mapped("stranger_keys", "strangers", _Keys(), _SHAPE)
    held = [f"SELECT LOWER({schema.CONTACT_ID}) AS alike, '{_BY_ID}' AS kind FROM contacts"]
    held += [f"SELECT {NAME_KEY}, '{_BY_NAME}' FROM contacts"] * names
    held += [f"SELECT {EMAIL_KEY}, '{_BY_EMAIL}' FROM contacts"] * emails
    engine.step(
        "strangers_read",
        f"""SELECT DISTINCT k.node, k.said, k.kind FROM stranger_keys AS k
        LEFT JOIN ({" UNION ALL ".join(held)}) AS c ON k.alike = c.alike AND k.kind = c.kind
        LEFT JOIN (SELECT alike FROM stranger_keys WHERE kind = '{_SAME}'
            GROUP BY alike HAVING COUNT(*) > 1) AS s ON k.alike = s.alike AND k.kind = '{_SAME}'
        WHERE k.kind = '{_NOBODY}' OR c.alike IS NOT NULL OR s.alike IS NOT NULL""",
    )
    number = count(engine, "SELECT COUNT(DISTINCT node) FROM strangers_read")
    if number:
        first = engine.fetch(
            "SELECT node, MIN(said) AS said, MIN(kind) AS kind FROM strangers_read GROUP BY node "
            f"ORDER BY node LIMIT {SHOWN_IN_FULL}"
        )
        raise InputError(_refusals(first, label), number=number)
    engine.drop("strangers", "stranger_keys", "strangers_read")


def _refusals(first: Any, label: str) -> list[str]:
    problems = []
    for node, said, kind in zip(*(first[c].to_pylist() for c in _SAID), strict=True):
        read = _READ.get(kind) or f"is somebody's {kind}"
        row = (node - AFTER_CONTACTS) // 2
        problems.append(
            f"{label}, row {row}: {quoted(said)} is no id, and in memory it {read}; {WAY_OUT}"
        )
    return problems
