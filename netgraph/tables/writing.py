"""The two standard tables out: whole or not at all, and harmless in a spreadsheet."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

RISKY: Final = r"^'*[=+\-@\t]"
"""Cells that a spreadsheet would run as a formula; the apostrophes before them are those of earlier writing."""


def write_tables(net: ReferralNetwork, folder: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write ``contacts.csv`` and ``referrals.csv``, which ``read`` reads back as the same network.

    Stubs that a referral names are left out of contacts: reading makes them again. Cells that begin with
    ``=``, ``+``, ``-``, ``@`` or a tab get an apostrophe in front, which reading takes off again.

    Parameters
    ----------
    net
        The network.
    folder
        Made where it is not there. Tables of the same name in it are replaced.

    Returns
    -------
    The two paths.

    Raises
    ------
    NetgraphError
        If they cannot be written; then nothing has changed.
    """
    home = Path(folder)
    tables = {schema.CONTACTS: contacts_out(net), schema.REFERRALS: referrals_out(net)}
    written = {home / f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    write_whole(written)
    contacts, referrals = written
    return contacts, referrals


def contacts_out(net: ReferralNetwork) -> pd.DataFrame:
    """The contacts as a table to write: without the stubs that referrals bring back."""
    contacts, referrals = net.contacts, net.referrals
    stub = contacts[schema.STUB]
    named = pd.concat([referrals[schema.REFERRER_ID], referrals[schema.REFERRED_ID]])
    left = stub & contacts[schema.CONTACT_ID].isin(named)
    kept = contacts[~left]
    if not kept[schema.STUB].any():
        kept = kept.drop(columns=schema.STUB)
    return kept.reset_index(drop=True)


def referrals_out(net: ReferralNetwork) -> pd.DataFrame:
    """The referrals as a table to write: columns that say nothing are left out."""
    table = net.referrals.reset_index(drop=True)
    empty = [schema.REFERRED_ON] if table[schema.REFERRED_ON].isna().all() else []
    once = [schema.COUNT] if (table[schema.COUNT] == 1).all() else []
    return table.drop(columns=[*empty, *once])


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV: ISO dates, yes and no, nothing a spreadsheet would run."""
    plain = {str(name): _out(table[name]) for name in table.columns}
    text = pd.DataFrame(plain, index=table.index).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def _out(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.dt.strftime("%Y-%m-%d")
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("boolean").map({True: "yes", False: "no"}, na_action="ignore")
    if isinstance(column.dtype, pd.StringDtype):
        return neutralised(column)
    return column


def neutralised(words: pd.Series) -> pd.Series:
    """Put an apostrophe before cells that a spreadsheet would run."""
    risky = words.str.contains(RISKY, regex=True, na=False)
    return words.mask(risky, "'" + words) if risky.any() else words


def write_whole(files: dict[Path, bytes]) -> None:
    """Write files whole or not at all: all go to temporary neighbours first, then take their places.

    Raises
    ------
    NetgraphError
        If one cannot be written.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            waiting.append((beside, path))
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(beside).chmod(0o644)
        for beside, path in waiting:
            Path(beside).replace(path)
    except OSError as error:
        raise NetgraphError(
            f"{error.filename or folder_of(files)}: cannot be written: {error.strerror}"
        ) from error
    finally:
        for beside, _ in waiting:
            with contextlib.suppress(OSError):
                Path(beside).unlink()


def folder_of(files: dict[Path, bytes]) -> Path:
    """The folder that the first of the files is in."""
    return next(iter(files)).parent
