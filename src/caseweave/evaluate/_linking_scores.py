"""Scores of a clustering of documents against gold incidents: B-cubed, pairs, MUC, CEAF-e.

A document may belong to several gold incidents (round-ups). B-cubed follows Amigó and others
(2009): two documents are right together where they share an incident, and a pair that shares two
incidents is found by half when the prediction holds it together once. A gold pair shares at least
one incident. For MUC and CEAF-e the gold incidents are taken as sets that may overlap.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np

Gold = Mapping[str, Collection[str]]
Pair = tuple[str, str]


def all_scores(gold: Gold, predicted: Mapping[str, str]) -> dict[str, float]:
    """Every score in per cent, for the documents in `gold`; a document not predicted is alone."""
    found = {doc: predicted.get(doc, f"alone {doc}") for doc in gold}
    parts = {"b3": b_cubed(gold, found), "pair": pairwise(gold, found), "muc": muc(gold, found)}
    parts["ceafe"] = ceaf_e(gold, found)
    scores = {}
    for name, (precision, recall) in parts.items():
        scores[f"{name}_p"] = 100 * precision
        scores[f"{name}_r"] = 100 * recall
        scores[f"{name}_f1"] = 100 * f1(precision, recall)
    scores["conll"] = (scores["muc_f1"] + scores["b3_f1"] + scores["ceafe_f1"]) / 3
    return {name: round(value, 2) for name, value in scores.items()}


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def members(found: Mapping[str, str]) -> dict[str, list[str]]:
    """Documents of each predicted cluster, sorted."""
    clusters: dict[str, list[str]] = defaultdict(list)
    for doc in sorted(found):
        clusters[found[doc]].append(doc)
    return dict(clusters)


def gold_members(gold: Gold) -> dict[str, list[str]]:
    """Documents of each gold incident, sorted; a document may stand in several."""
    incidents: dict[str, list[str]] = defaultdict(list)
    for doc in sorted(gold):
        for incident in sorted(gold[doc]):
            incidents[incident].append(doc)
    return dict(incidents)


def b_cubed(gold: Gold, found: Mapping[str, str]) -> tuple[float, float]:
    """Extended B-cubed precision and recall (Amigó and others 2009)."""
    clusters, incidents = members(found), gold_members(gold)
    precision = recall = 0.0
    for doc, labels in gold.items():
        mates = clusters[found[doc]]
        precision += sum(not labels_apart(gold[m], labels) for m in mates) / len(mates)
        partners = sorted({m for label in labels for m in incidents[label]})
        parts = ((found[m] == found[doc]) / len(set(labels) & set(gold[m])) for m in partners)
        recall += sum(parts) / len(partners)
    return precision / len(gold), recall / len(gold)


def labels_apart(a: Collection[str], b: Collection[str]) -> bool:
    """Whether two documents share no incident."""
    return not set(a) & set(b)


def _pairs(groups: Iterable[list[str]]) -> set[Pair]:
    return {(a, b) for docs in groups for i, a in enumerate(docs) for b in docs[i + 1 :]}


def pairwise(
    gold: Gold, found: Mapping[str, str], among: set[Pair] | None = None
) -> tuple[float, float]:
    """Precision and recall of pairs (smaller id first), of those in `among` only where given."""
    right = _pairs(gold_members(gold).values())
    said = _pairs(members(found).values())
    if among is not None:
        right, said = right & among, said & among
    hits = len(right & said)
    return hits / len(said) if said else 0.0, hits / len(right) if right else 0.0


def muc(gold: Gold, found: Mapping[str, str]) -> tuple[float, float]:
    """MUC precision and recall (Vilain and others 1995): links within sets."""
    incidents = list(gold_members(gold).values())
    clusters = list(members(found).values())
    kept = total = 0
    for docs in incidents:
        kept += len(docs) - len({found[d] for d in docs})
        total += len(docs) - 1
    held = asked = 0
    for docs in clusters:
        held += len(docs) - _pieces(docs, gold)
        asked += len(docs) - 1
    return held / asked if asked else 0.0, kept / total if total else 0.0


def _pieces(docs: list[str], gold: Gold) -> int:
    """Into how many parts the gold incidents cut the documents."""
    up: dict[str, str] = {}

    def find(x: str) -> str:
        while up.setdefault(x, x) != x:
            x = up[x]
        return x

    for doc in docs:
        for label in gold[doc]:
            up[find(f"doc {doc}")] = find(f"label {label}")
    return len({find(f"doc {doc}") for doc in docs})


def ceaf_e(gold: Gold, found: Mapping[str, str]) -> tuple[float, float]:
    """CEAF-e precision and recall (Luo 2005): best one-to-one match by Dice of the sets."""
    incidents, clusters = gold_members(gold), members(found)
    overlap: dict[tuple[str, str], int] = defaultdict(int)
    for doc, labels in gold.items():
        for label in labels:
            overlap[label, found[doc]] += 1
    dice = {
        (label, c): 2 * n / (len(incidents[label]) + len(clusters[c]))
        for (label, c), n in overlap.items()
    }
    best = sum(_best_match(part) for part in _connected(dice))
    return best / len(clusters), best / len(incidents)


def _connected(dice: dict[tuple[str, str], float]) -> list[dict[tuple[str, str], float]]:
    """The matching problem cut into parts that share no incident and no cluster."""
    near: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for label, c in sorted(dice):
        near[0, label].append((label, c))
        near[1, c].append((label, c))
    parts, seen = [], set()
    for start in sorted(near):
        if start in seen:
            continue
        part, queue = {}, [start]
        seen.add(start)
        while queue:
            for label, c in near[queue.pop()]:
                part[label, c] = dice[label, c]
                for node in ((0, label), (1, c)):
                    if node not in seen:
                        seen.add(node)
                        queue.append(node)
        parts.append(part)
    return parts


def _best_match(part: dict[tuple[str, str], float]) -> float:
    """The largest sum of a one-to-one match."""
    if len(part) == 1:
        return next(iter(part.values()))
    rows = sorted({label for label, _ in part})
    columns = sorted({c for _, c in part})
    gain = np.zeros((len(rows), len(columns)))
    for (label, c), value in part.items():
        gain[rows.index(label), columns.index(c)] = value
    return assignment(gain if len(rows) <= len(columns) else gain.T)


def assignment(gain: np.ndarray) -> float:
    """The largest sum of an assignment of rows to columns (rows <= columns).

    Shortest augmenting paths with potentials (Jonker and Volgenant 1987).
    """
    rows, columns = gain.shape
    cost = -gain
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        row_of[0] = row
        at = 0
        least = np.full(columns + 1, np.inf)
        way = np.zeros(columns + 1, dtype=int)
        done = np.zeros(columns + 1, dtype=bool)
        while row_of[at]:
            done[at] = True
            free = np.flatnonzero(~done[1:]) + 1
            slack = cost[row_of[at] - 1, free - 1] - u[row_of[at]] - v[free]
            better = slack < least[free]
            least[free[better]] = slack[better]
            way[free[better]] = at
            following = int(free[np.argmin(least[free])])
            delta = least[following]
            u[row_of[done]] += delta
            v[done] -= delta
            least[~done] -= delta
            at = following
        while at:
            row_of[at] = row_of[way[at]]
            at = int(way[at])
    return float(sum(gain[row_of[c] - 1, c - 1] for c in range(1, columns + 1) if row_of[c]))
