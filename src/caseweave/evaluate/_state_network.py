"""The encoder as torch trains it, and how it becomes the arrays that ship.

Only `fit_states` needs it; what runs afterwards is `extract/encoder`, in plain arrays. Invariant:
both compute the same function, save that shipped matrices are rounded to 8 bits by column.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

_WIDTH, _HEADS, _INNER = 384, 12, 1536
_PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "norm1": "attention.output.LayerNorm",
    "in": "intermediate.dense", "out": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        for part in ("q", "k", "v", "o"):
            setattr(self, part, nn.Linear(_WIDTH, _WIDTH))
        self.add_module("in", nn.Linear(_WIDTH, _INNER))
        self.out = nn.Linear(_INNER, _WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(_WIDTH, 1e-12), nn.LayerNorm(_WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, state: Any, mask: Any) -> Any:
        """`state`: rows by pieces by width; `mask`: true where a piece is."""
        rows, length, _ = state.shape

        def split(part: str) -> Any:
            return getattr(self, part)(state).view(rows, length, _HEADS, -1).transpose(1, 2)

        seen = nn.functional.scaled_dot_product_attention(
            split("q"), split("k"), split("v"), attn_mask=mask[:, None, None, :]
        )
        joined = seen.transpose(1, 2).reshape(rows, length, _WIDTH)
        state = self.norm1(state + self.drop(self.o(joined)))
        inner = self.out(nn.functional.gelu(self.get_submodule("in")(state)))
        return self.norm2(state + self.drop(inner))


class Network(nn.Module):
    """Embeddings, `layers` layers, and two heads over the pieces of a number."""

    def __init__(self, layers: int, labels: int, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, _WIDTH)
        self.places = nn.Embedding(512, _WIDTH)
        self.kind = nn.Parameter(torch.zeros(_WIDTH))
        self.norm = nn.LayerNorm(_WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(_Layer() for _ in range(layers))
        self.head_label = nn.Linear(_WIDTH, labels)
        self.head_unreal = nn.Linear(_WIDTH, 1)

    def read(self, batch: list[tuple[list[int], list[list[int]]]]) -> tuple[Any, Any]:
        """Scores of labels and of unreality for the numbers of all rows, in order."""
        longest = max(len(pieces) for pieces, _ in batch)
        rows = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.bool)
        for i, (pieces, _) in enumerate(batch):
            rows[i, : len(pieces)] = torch.tensor(pieces)
            mask[i, : len(pieces)] = True
        where = torch.arange(longest)
        state = self.drop(self.norm(self.words(rows) + self.places(where) + self.kind))
        for layer in self.layers:
            state = layer(state, mask)
        means = [state[i, at].mean(dim=0) for i, (_, spots) in enumerate(batch) for at in spots]
        taken = self.drop(torch.stack(means)) if means else state.new_zeros(0, _WIDTH)
        return self.head_label(taken), self.head_unreal(taken)[:, 0]


def pretrained(path: Path, layers: int, labels: int) -> Network:
    """The first layers of a pretrained encoder with new heads. `path`: model.safetensors."""
    from safetensors.torch import load_file  # noqa: PLC0415

    torch.manual_seed(1)
    held = load_file(str(path))
    network = Network(layers, labels, held["embeddings.word_embeddings.weight"].shape[0])
    given = {
        "words.weight": held["embeddings.word_embeddings.weight"],
        "places.weight": held["embeddings.position_embeddings.weight"],
        "kind": held["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": held["embeddings.LayerNorm.weight"],
        "norm.bias": held["embeddings.LayerNorm.bias"],
    }
    for layer in range(layers):
        for own, theirs in _PARTS.items():
            for kind in ("weight", "bias"):
                name = f"encoder.layer.{layer}.{theirs}.{kind}"
                given[f"layers.{layer}.{own}.{kind}"] = held[name]
    network.load_state_dict(given, strict=False)
    return network


def as_arrays(network: Network, words: list[str], labels: tuple[str, ...]) -> dict[str, Any]:
    """The arrays that ship: matrices in 8 bits by column (words by row), the rest in 16."""
    state = {n: p.detach().numpy() for n, p in network.state_dict().items()}
    about = {"labels": list(labels), "heads": _HEADS, "name": "states-1"}
    arrays: dict[str, Any] = {
        "about": np.array(json.dumps(about)),
        "vocabulary": np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        "places": state["places.weight"][:160].astype(np.float16),
        "kind": state["kind"].astype(np.float16),
        "norm_w": state["norm.weight"].astype(np.float16),
        "norm_b": state["norm.bias"].astype(np.float16),
        "label_w": state["head_label.weight"].T.astype(np.float32),
        "label_b": state["head_label.bias"].astype(np.float32),
        "unreal_w": state["head_unreal.weight"].T.astype(np.float32),
        "unreal_b": state["head_unreal.bias"].astype(np.float32),
    }
    arrays["words"], scale = _whole(state["words.weight"], axis=1)
    arrays["words_scale"] = scale[:, 0]
    for layer in range(len(network.layers)):
        for part in _PARTS:
            matrix, bias = (state[f"layers.{layer}.{part}.{k}"] for k in ("weight", "bias"))
            name = f"{layer}.{part}"
            if part.startswith("norm"):
                arrays[f"{name}_w"] = matrix.astype(np.float16)
            else:
                arrays[f"{name}_w"], arrays[f"{name}_w_scale"] = _whole(matrix.T, axis=0)
            arrays[f"{name}_b"] = bias.astype(np.float16)
    return arrays


def _whole(matrix: Any, axis: int) -> tuple[Any, Any]:
    """A matrix as 8-bit whole numbers and the scale of each row or column."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True) / 127, 1e-8)
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)
