"""Fits the encoder that reads numbers: `python -m caseweave.evaluate.fit_states --help`.

Needs torch (not a dependency; `pip install torch`) and the pretrained encoder's folder
(`model.safetensors`, `vocab.txt`). Trains on the project's own labelled passages under `training/`
and writes `states.npz`. Every tenth passage of each file is kept out and scored.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from caseweave.evaluate._state_network import Network, as_arrays, pretrained
from caseweave.evaluate._state_passages import LABELS, Labelled, Window, parted
from caseweave.extract.encoder._model import BEFORE, WITHIN
from caseweave.extract.encoder._pieces import cut

_SEED, _BATCH, _RATE, _HEAD_RATE = 7, 16, 3e-4, 1e-3
_UNREAL_WEIGHT = 0.3


def main() -> None:
    """Read the options, train, score the passages kept out, write the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("passages", nargs="+", type=Path, help="files of labelled passages")
    options.add_argument("--encoder", type=Path, required=True, help="folder of the encoder")
    options.add_argument("--layers", type=int, default=4, help="layers of it that are kept")
    options.add_argument("--rounds", type=int, default=4, help="times over all passages")
    options.add_argument(
        "--seed", type=int, default=_SEED, help="of the order and of what is dropped"
    )
    options.add_argument("--all", action="store_true", help="train on the kept-out ones too")
    options.add_argument("--out", type=Path, required=True, help="the file to write")
    given = options.parse_args()
    taught: list[Window] = []
    kept: list[Window] = []
    for path in given.passages:
        more, apart = parted(path)
        taught += more
        kept += apart
    words = (given.encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    vocabulary = {w: i for i, w in enumerate(words)}
    network = pretrained(given.encoder / "model.safetensors", given.layers, len(LABELS))
    data = taught + kept if given.all else taught
    train(network, data, vocabulary, (given.rounds, given.seed), kept)
    np.savez_compressed(given.out, **as_arrays(network, words, LABELS))


def train(
    network: Network,
    data: list[Window],
    vocabulary: dict[str, int],
    course: tuple[int, int],
    kept: list[Window],
) -> None:
    """Fit the network to the windows, with a rate that falls to nothing; print each round.

    `course`: how many rounds, and the seed of chance.
    """
    import torch  # noqa: PLC0415

    rounds, seed = course
    torch.manual_seed(seed)
    dice = random.Random(seed)  # noqa: S311
    rows = [_row(w, vocabulary) for w in data]
    network.words.requires_grad_(requires_grad=False)
    network.places.requires_grad_(requires_grad=False)
    taught = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    heads = [p for n, p in taught if n.startswith("head")]
    body = [p for n, p in taught if not n.startswith("head")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    steps = rounds * (len(rows) // _BATCH + 1)
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, 10 * (step + 1) / steps, 1.02 - step / steps)
    )
    for turn in range(rounds):
        network.train()
        lost = 0.0
        for batch in _batches(rows, dice):
            optimiser.zero_grad()
            # Half the time in 16 bits, and what ships is rounded to 8.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            falling.step()
            lost += loss.item()
        told = score(network, kept, vocabulary)
        mean = lost * _BATCH / len(rows)
        sys.stdout.write(f"round {turn + 1}: loss {mean:.3f} {told}\n")
        sys.stdout.flush()


_Row = tuple[list[int], list[tuple[list[int], Labelled]]]


def _row(window: Window, vocabulary: dict[str, int]) -> _Row:
    """The pieces of a window, as the reader cuts them, and the places of its numbers."""
    before = cut(window.text[: window.sentence], vocabulary)[-BEFORE:]
    within = cut(window.text[window.sentence :], vocabulary)[:WITHIN]
    pieces = [vocabulary["[CLS]"], *(p.number for p in (*before, *within)), vocabulary["[SEP]"]]
    places = []
    for number in window.numbers:
        start, end = number.start - window.sentence, number.end - window.sentence
        at = [1 + len(before) + i for i, p in enumerate(within) if p.start < end and start < p.end]
        if at:
            places.append((at, number))
    return pieces, places


def _batches(rows: list[_Row], dice: random.Random) -> Iterator[list[_Row]]:
    """All rows once, those of like length together, the batches in a random order."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i][0]) + dice.random() * 8, i))
    groups = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
    dice.shuffle(groups)
    for group in groups:
        yield [rows[i] for i in group]


def _loss(network: Network, batch: list[_Row]) -> Any:
    import torch  # noqa: PLC0415

    labelled, unreal = network.read([(p, [at for at, _ in n]) for p, n in batch])
    told: list[Labelled] = []
    for _, numbers in batch:
        told.extend(n for _, n in numbers)
    wanted = torch.zeros(len(told), len(LABELS))
    for i, number in enumerate(told):
        for label in number.labels:
            wanted[i, LABELS.index(label)] = 1 / len(number.labels)
    first = -(wanted * torch.log_softmax(labelled, dim=-1)).sum(dim=-1).mean()
    denied = torch.tensor([float(n.unreal) for n in told])
    second = torch.nn.functional.binary_cross_entropy_with_logits(unreal, denied)
    return first + _UNREAL_WEIGHT * second


def score(network: Network, kept: list[Window], vocabulary: dict[str, int]) -> dict[str, float]:
    """Accuracy over the numbers kept out, and precision and recall of states in per cent."""
    import torch  # noqa: PLC0415

    network.eval()
    tally: Counter[str] = Counter()
    with torch.no_grad():
        for pieces, numbers in (_row(w, vocabulary) for w in kept):
            if not numbers:
                continue
            labelled, unreal = network.read([(pieces, [at for at, _ in numbers])])
            best = labelled.argmax(dim=-1).tolist()
            for i, (_, number) in enumerate(numbers):
                said = LABELS[best[i]]
                right = said in number.labels
                is_state, was_state = _state(said), any(_state(n) for n in number.labels)
                tally["all"] += 1
                tally["right"] += right
                tally["unreal"] += (float(unreal[i]) > 0) == number.unreal
                tally["said"] += is_state
                tally["wanted"] += was_state
                tally["found"] += right and was_state
    return {
        "numbers": tally["all"],
        "accuracy": round(100 * tally["right"] / tally["all"], 1),
        "unreal": round(100 * tally["unreal"] / tally["all"], 1),
        "precision": round(100 * tally["found"] / max(1, tally["said"]), 1),
        "recall": round(100 * tally["found"] / max(1, tally["wanted"]), 1),
    }


def _state(label: str) -> bool:
    return LABELS.index(label) > LABELS.index("stat")


if __name__ == "__main__":
    main()
