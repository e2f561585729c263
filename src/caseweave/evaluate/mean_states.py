"""The mean of two encoders of numbers that `fit_states` trained with different seeds.

    python -m caseweave.evaluate.mean_states ONE.npz OTHER.npz --out states.npz

Both start from the same layers, so that their mean is an encoder too, and surer than either: what
chance taught the one, the other was not taught. Matrices are rounded to 8 bits again.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SAME = frozenset({"about", "vocabulary", "words", "words_scale"})
_SCALE = "_scale"

Arrays = Mapping[str, NDArray[Any]]


def main() -> None:
    """Read both files and write their mean."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs=2, type=Path, metavar="FILE")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    one, other = (_read(path) for path in given.files)
    if any(not np.array_equal(one[n], other[n]) for n in sorted(_SAME)):
        sys.exit(f"{given.files[1]}: not of the same words and labels as {given.files[0]}.")
    joined: dict[str, Any] = dict(mean(one, other))
    np.savez_compressed(given.out, **joined)


def mean(one: Arrays, other: Arrays) -> dict[str, NDArray[Any]]:
    """The arrays of the mean; what both share is taken as it is."""
    found: dict[str, NDArray[Any]] = {n: one[n] for n in one if n in _SAME}
    for name in (n for n in one if n not in _SAME and not n.endswith(_SCALE)):
        middle = (_plain(name, one) + _plain(name, other)) / 2
        if name + _SCALE in one:
            scale = np.maximum(np.abs(middle).max(axis=0, keepdims=True) / 127, 1e-8)
            found[name] = np.round(middle / scale).astype(np.int8)
            found[name + _SCALE] = scale.astype(np.float32)
        else:
            found[name] = middle.astype(one[name].dtype)
    return found


def _plain(name: str, arrays: Arrays) -> NDArray[np.float32]:
    plain = arrays[name].astype(np.float32)
    return plain * arrays[name + _SCALE] if name + _SCALE in arrays else plain


def _read(path: Path) -> dict[str, NDArray[Any]]:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as table:
        return {n: table[n] for n in table.files}


if __name__ == "__main__":
    main()
