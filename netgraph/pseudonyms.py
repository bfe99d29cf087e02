"""Pseudonyms: keyed hashes of words, spelled in letters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph.errors import NetgraphError, OptionError

if TYPE_CHECKING:
    from netgraph.arrays import Longs

BLOCK_BYTES: Final = 64
"""What SHA-256 takes in at once."""
CODE_LENGTH: Final = 10
"""Letters of a pseudonym, 5 bits each: of a million people two share one once in 2,000 times."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
LETTER_BITS: Final = 5
SECRET_BYTES: Final = 32
SAY_NOTHING: Final = frozenset(
    "K.A. N.A. N.D. N.N. N.A.N. N.I.C. N.I.L. N.V.T. T.B.A. T.B.C. T.B.D. U.N.K. Y.O.K.".split()
)
"""Initials that a reader of tables takes for a word for none: they always have a number."""


class SamePseudonymError(NetgraphError):
    """Two people or organizations would have one pseudonym under this key."""


def secret_of(key: object) -> bytes:
    """Take the key of pseudonyms.

    Raises
    ------
    OptionError
        If it is no text, or nothing that can be seen.
    """
    if not isinstance(key, str):
        raise OptionError(f"key must be text, not {type(key).__name__}")
    # With an empty key anybody could try names; marks that nobody sees are as good as empty.
    if not any(letter.isprintable() and not letter.isspace() for letter in key):
        raise OptionError("the key is empty; give a long secret text")
    return key.encode("utf-8", "surrogatepass")


class Codes:
    """Codes of words under one key; each different word is hashed once.

    Parameters
    ----------
    secret
        The key.
    """

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def numbers(self, words: pd.Series, kind: str) -> Longs:
        """50 bits of the hash of each word, int64; words must be unique."""
        # The kind goes into the hash: a person and an organization of one name have unlike codes.
        start = f"{kind}\0".encode()
        hashes = _beginnings_of_hashes(self.secret, start, words.tolist())
        number = np.frombuffer(hashes, dtype=">u8").astype(np.uint64)
        bits = number >> np.uint64(64 - CODE_LENGTH * LETTER_BITS)
        ordered = np.sort(bits)  # two of the same stand side by side
        if (ordered[1:] == ordered[:-1]).any():
            raise SamePseudonymError("two pseudonyms are the same; choose another key")
        return bits.astype(np.int64)

    def words(self, words: pd.Series, kind: str) -> pd.Series:
        """Codes of words with the kind in front, missing where they are."""
        # ``number`` is the word's position in ``spellings``, -1 where it is missing.
        number, spellings = pd.factorize(words)
        codes = f"{kind.capitalize()} " + pd.Series(
            letters(self.numbers(pd.Series(spellings), kind))
        )
        # -1 becomes missing.
        coded = codes.astype("str").array.take(number, allow_fill=True)
        return pd.Series(coded, index=words.index, dtype="str")


def _beginnings_of_hashes(secret: bytes, start: bytes, words: list[str]) -> bytes:
    """The first 8 bytes of the HMAC-SHA-256 of each word behind the same start, one after another.

    An HMAC hashes the key twice before any word (RFC 2104), and a start may follow the first time.
    Both states are the same for all words, so they are made once and copied: a third of the time
    of ``hmac.digest``.
    """
    short = secret if len(secret) <= BLOCK_BYTES else hashlib.sha256(secret).digest()
    block = short.ljust(BLOCK_BYTES, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + start)
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))
    hashes = []
    for word in words:
        first, second = inner.copy(), outer.copy()
        first.update(word.encode("utf-8", "surrogatepass"))
        second.update(first.digest())
        hashes.append(second.digest()[:8])
    return b"".join(hashes)


def code_of(word: str, secret: bytes, kind: str) -> str:
    """The pseudonym of one word."""
    return str(letters(Codes(secret).numbers(pd.Series([word]), kind))[0])


def letters(code: Longs) -> pd.api.extensions.ExtensionArray:
    """Spell codes of 50 bits as ten letters each (base 32)."""
    import pyarrow as pa

    # uint8[n, letters]: five bits each, the first letter from the highest, then the letter itself.
    shift = np.arange(CODE_LENGTH - 1, -1, -1) * LETTER_BITS
    alphabet = np.frombuffer(LETTERS.encode(), dtype=np.uint8)
    letters = alphabet[(code[:, None] >> shift) & (len(LETTERS) - 1)]
    # int64[n + 1]: where each word begins among all letters, which are ASCII: a byte each
    begins = np.arange(len(code) + 1, dtype=np.int64) * CODE_LENGTH
    buffers = (pa.py_buffer(array) for array in (begins, np.ascontiguousarray(letters)))
    words: pd.api.extensions.ExtensionArray = pd.array(
        pa.LargeStringArray.from_buffers(len(code), *buffers), dtype="str"
    )
    return words


def places_among_alike(words: pd.Series, code: Longs) -> tuple[pd.Series, pd.Series]:
    """How many with the same words have a smaller code, and how many have these words."""
    # row order would tell the old one
    by_code = words.iloc[np.argsort(code)]
    alike = by_code.groupby(by_code.to_numpy())
    before, count = alike.cumcount(), alike.transform("size")
    return before.reindex(words.index), count.reindex(words.index)


def numbered_initials(initials: pd.Series, before: pd.Series) -> pd.Series:
    """Number initials that several share; ``before`` says how many of them come before."""
    numbered = initials + " " + (before + 1).astype("str")
    plain = (before == 0) & ~initials.isin(SAY_NOTHING)
    return initials.where(plain, numbered).astype("str")


def initials_of(name: str) -> str:
    """Take the first letter of each word of a name."""
    return "".join(f"{w[0].upper()}." for w in name.split() if w[0].isalnum()) or "N.N."
