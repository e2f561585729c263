"""Counting of matched time expressions, strict and relaxed, with value and type.

Invariant: the counts add up over documents (micro-average).
"""

import msgspec


class Timex(msgspec.Struct, frozen=True):
    """One time expression of gold or prediction; offsets in code points, `value` TIMEX3."""

    start: int
    end: int
    type: str | None = None
    value: str | None = None
    mod: str | None = None


class TimexCounts(msgspec.Struct, frozen=True):
    """Gold, predicted, and matched on both sides; values and types among relaxed gold matches."""

    gold: int = 0
    predicted: int = 0
    strict: int = 0
    relaxed_gold: int = 0
    relaxed_predicted: int = 0
    value: int = 0
    type: int = 0
    strict_value: int = 0

    def __add__(self, other: "TimexCounts") -> "TimexCounts":
        names = self.__struct_fields__
        return TimexCounts(**{n: getattr(self, n) + getattr(other, n) for n in names})


def count_matches(gold: tuple[Timex, ...], predicted: tuple[Timex, ...]) -> TimexCounts:
    """Counts of one document; a gold expression's match is the prediction that shares most."""
    value = kind = strict = strict_value = 0
    relaxed_gold = 0
    for timex in gold:
        best = max(predicted, key=lambda p: _overlap(timex, p), default=None)
        if best is None or _overlap(timex, best) <= 0:
            continue
        relaxed_gold += 1
        same = same_value(timex.value, best.value)
        value += same
        kind += timex.type == best.type
        if (timex.start, timex.end) == (best.start, best.end):
            strict += 1
            strict_value += same
    relaxed_predicted = sum(1 for p in predicted if any(_overlap(g, p) > 0 for g in gold))
    return TimexCounts(
        gold=len(gold),
        predicted=len(predicted),
        strict=strict,
        relaxed_gold=relaxed_gold,
        relaxed_predicted=relaxed_predicted,
        value=value,
        type=kind,
        strict_value=strict_value,
    )


def measures(counts: TimexCounts) -> dict[str, float]:
    """Precision, recall and F1 in per cent; value and type F1 are relaxed F1 times the accuracy."""
    result: dict[str, float] = {}
    for name, gold, predicted in (
        ("strict", counts.strict, counts.strict),
        ("relaxed", counts.relaxed_gold, counts.relaxed_predicted),
    ):
        precision, recall = _share(predicted, counts.predicted), _share(gold, counts.gold)
        result[f"{name}_precision"], result[f"{name}_recall"] = precision, recall
        total = precision + recall
        result[f"{name}_f1"] = round(2 * precision * recall / total, 2) if total else 0.0
    value, kind = (
        _share(counts.value, counts.relaxed_gold),
        _share(counts.type, counts.relaxed_gold),
    )
    result["value_accuracy"] = value
    result["value_f1"] = round(result["relaxed_f1"] * value / 100, 2)
    result["type_f1"] = round(result["relaxed_f1"] * kind / 100, 2)
    return result


def same_value(gold: str | None, predicted: str | None) -> bool:
    """Whether two TIMEX3 values are the same; `null` and nothing both stand for unresolved."""
    return (gold or "null") == (predicted or "null")


def _overlap(a: Timex, b: Timex) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
