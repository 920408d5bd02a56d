"""The network in PyTorch, as it is fitted; `cleantext.scorer.network` computes the same in numpy.

Several pages are one batch: their lines one after the other, with a line of zeros after each page, so
that no page reaches into the next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cleantext.scorer.columns import COLUMNS, FAMILIES
from cleantext.scorer.hints import WITNESSES
from cleantext.scorer.network import GATE, LAYERS, WORD_SCALE
from cleantext.words import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from cleantext.words import Hashes
    from dumps import Sample

    Arrays = dict[str, npt.NDArray[np.generic]]

CHROME_COLUMN = COLUMNS.index("chrome")
FAMILY_COLUMNS = [COLUMNS.index(family) for family in FAMILIES]

WIDTH, MEMORY, VECTOR = 64, 32, 24
# The most words and word pairs that get a vector, and on how many sites each must stand at least.
VOCABULARY, MIN_SITES = 6000, 8
# The same for the names of elements, on pages of HTML.
NAMES, MIN_SITES_OF_A_NAME = 4000, 4
EPOCHS, PAGES_A_BATCH = 12, 16
RATE, WARM_UP, FLOOR = 2e-3, 100, 0.02
DECAY = 0.1
# The share of channels dropped before each layer, of the vocabulary on a page, and of pages whose
# words are all dropped.
DROPPED, WORDS_DROPPED, SCRAMBLED = 0.25, 0.2, 0.25
# The share of pages on which some long lines of the article are said to hold a phrase of chrome, and
# the share of these lines: an article may quote what sites say, or be about it.
ALARMED, ALARMS, ALARM, LETTERS_OF_PROSE = 0.25, 0.3, 0.95, 90
# How often a page goes in as it is, and not as one of its copies.
AS_IT_IS = 0.35
# What of a line's weight goes by the root of its words, not by lines alike.
BY_WORDS = 0.8
DICE = 0.5
# The share of pages of HTML on which no name of an element is known, of names dropped elsewhere, and of
# pages whose witness is silent.
UNNAMED, NAMES_DROPPED, UNWITNESSED = 0.15, 0.1, 0.2
# The spread of the first weights of what a network for text does not see.
SMALL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Pages in one row: every tensor has one value (or row) a line, but `ids`, the known words."""

    x: Tensor
    ids: Tensor
    offsets: Tensor
    tokens: Tensor
    real: Tensor  # 0 for the lines of zeros between pages
    page: Tensor
    pages: int
    weights: Tensor
    words: Tensor
    body: Tensor
    near: tuple[Tensor, Tensor] | None = None  # the names of elements: ids and offsets
    far: tuple[Tensor, Tensor] | None = None


class Net(nn.Module):  # type: ignore[misc]  # torch may not be installed here
    """The layers that `cleantext.scorer.network` describes, for fitting."""

    def __init__(self, known: int, columns: int = len(COLUMNS), names: int | None = None) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(known + 1, VECTOR, mode="sum", padding_idx=0)
        nn.init.normal_(self.vectors.weight, 0, 0.05)
        self.names = None
        if names is not None:
            self.names = nn.EmbeddingBag(names + 1, VECTOR, mode="sum", padding_idx=0)
            nn.init.normal_(self.names.weight, 0, 0.05)
        named = 0 if names is None else 2 * VECTOR
        self.enter = nn.Linear(columns + VECTOR + 1 + named, WIDTH)
        self.conv = nn.ModuleList([nn.Linear(3 * WIDTH, WIDTH) for _ in range(LAYERS)])
        self.memory_in = nn.ModuleList([nn.Linear(WIDTH, 4 * MEMORY) for _ in range(LAYERS)])
        self.memory_out = nn.ModuleList([nn.Linear(2 * MEMORY, WIDTH) for _ in range(LAYERS)])
        self.gate = nn.Linear(3 * WIDTH, WIDTH)
        self.shift = nn.Linear(3 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 1)
        for layer in self.memory_in:
            nn.init.constant_(layer.bias[: 2 * MEMORY], 1.5)  # at first, remember

    def forward(self, batch: Batch) -> Tensor:
        """The log-odds of every line."""
        bag = self.vectors(batch.ids, batch.offsets) * WORD_SCALE
        counts = torch.diff(batch.offsets, append=torch.tensor([len(batch.ids)]))
        known = torch.cat((bag, counts[:, None]), 1) / batch.tokens
        entering = [batch.x, known]
        for named in (batch.near, batch.far):
            if self.names is not None and named is not None:
                ids, offsets = named
                many = torch.diff(offsets, append=torch.tensor([len(ids)])).clamp(min=1)
                entering.append(self.names(ids, offsets) * WORD_SCALE / many[:, None])
        h = torch.relu(self.enter(torch.cat(entering, 1))) * batch.real
        for number in range(LAYERS):
            if number == GATE:
                h = self._gated(h, batch)
            h = h + self._remembered(self._dropped(h), number, batch) * batch.real
            beside = self._dropped(h)
            nothing = torch.zeros(1, WIDTH)
            beside = torch.cat(
                (
                    torch.cat((nothing, beside[:-1])),
                    beside,
                    torch.cat((beside[1:], nothing)),
                ),
                1,
            )
            h = (h + torch.relu(self.conv[number](beside))) * batch.real
        odds: Tensor = self.out(h)[:, 0]
        return odds

    def _dropped(self, h: Tensor) -> Tensor:
        return functional.dropout(h, DROPPED, self.training)

    def _gated(self, h: Tensor, batch: Batch) -> Tensor:
        mean = _sums(h, batch) / _sums(batch.real, batch)
        weights = batch.weights[:, None] * batch.real
        weighted = _sums(h * weights, batch) / (_sums(weights, batch) + 1e-6)
        most = _most(h, batch)
        page = torch.cat((mean, weighted, most), 1)
        gate, shift = 2 * torch.sigmoid(self.gate(page)), self.shift(page)
        gated: Tensor = (h * gate[batch.page] + shift[batch.page]) * batch.real
        return gated

    def _remembered(self, h: Tensor, number: int, batch: Batch) -> Tensor:
        both = self.memory_in[number](h)
        keep = torch.sigmoid(both[:, : 2 * MEMORY]) * batch.real
        new = (1 - keep) * torch.tanh(both[:, 2 * MEMORY :]) * batch.real
        longest = int(torch.bincount(batch.page).max())
        down = _scan(keep[:, :MEMORY], new[:, :MEMORY], longest)
        up = _scan(keep[:, MEMORY:].flip(0), new[:, MEMORY:].flip(0), longest).flip(0)
        state: Tensor = self.memory_out[number](torch.cat((down, up), 1))
        return state


def _sums(values: Tensor, batch: Batch) -> Tensor:
    return torch.zeros(batch.pages, *values.shape[1:]).index_add_(0, batch.page, values)


def _most(values: Tensor, batch: Batch) -> Tensor:
    """The maximum over the lines of each page, and 0 at least."""
    at = batch.page[:, None].expand_as(values)
    return torch.zeros(batch.pages, WIDTH).scatter_reduce_(0, at, values, "amax")


def _scan(keep: Tensor, new: Tensor, longest: int) -> Tensor:
    step = 1
    while step < longest:
        nothing = torch.zeros(step, keep.shape[1])
        new = new + keep * torch.cat((nothing, new[:-step]))
        keep = keep * torch.cat((nothing, keep[:-step]))
        step *= 2
    return new


class Fitted:
    """A network, the words that it knows, and the means and scales of its columns."""

    def __init__(self, samples: Sequence[Sample], seed: int, start: Arrays | None = None) -> None:
        self.dice = np.random.default_rng(seed)
        torch.manual_seed(seed)
        pages = [sample for sample in samples if sample.copy == "page"]
        self.hashes = _vocabulary(pages) if start is None else start["hashes"].astype(np.uint64)
        self.table = Table(self.hashes)
        x = np.concatenate([sample.x for sample in pages]).astype(np.float32)
        self.mean, self.scale = x.mean(axis=0), x.std(axis=0) + 1e-3
        self.left_out = np.zeros(x.shape[1], np.bool_)
        self.scrambled, self.alarmed = SCRAMBLED, ALARMED
        self.unnamed, self.unwitnessed = UNNAMED, UNWITNESSED
        self.names = _names(pages) if pages[0].near else None
        self.table_of_names = Table(self.names) if self.names is not None else None
        names = len(self.names) if self.names is not None else None
        self.net = Net(len(self.hashes), x.shape[1], names)
        if start is not None:
            self._begin(start)

    def _begin(self, start: Arrays) -> None:
        """Begin with the weights of a network for text, and with small ones for what it does not see."""
        state = self.net.state_dict()
        text, all_columns = len(start["columns"]), len(self.scale)
        columns = start["columns"].astype(np.float32)
        enter = self.dice.normal(0, SMALL, state["enter.weight"].shape)
        enter[:, :text] = (columns * self.scale[:text, None]).T
        enter[:, all_columns : all_columns + VECTOR + 1] = start["words"].T
        bias = start["columns_bias"] + self.mean[:text] @ columns + start["words_bias"]
        nothing = np.zeros((1, VECTOR), np.float32)
        begun = {
            "enter.weight": enter,
            "enter.bias": bias,
            "vectors.weight": np.vstack((nothing, start["vectors"])),
        }
        for name, ours in _layers():
            begun |= {f"{name}.weight": start[ours].T, f"{name}.bias": start[f"{ours}_bias"]}
        for name, value in begun.items():
            state[name].copy_(torch.from_numpy(np.ascontiguousarray(value, np.float32)))

    def batch(self, samples: Sequence[Sample]) -> Batch:
        """Samples as one batch; while fitting, with some of their words dropped."""
        parts: dict[str, list[npt.NDArray[np.generic]]] = {}
        n_ids = 0
        named: dict[str, list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]] = {}
        for number, sample in enumerate(samples):
            for name, ids_and_counts in self._named(sample).items():
                named.setdefault(name, []).append(ids_and_counts)
            n = len(sample.body)
            ids = self.table.find(sample.hashes) + 1
            known = self._kept(ids)
            ids, lines = ids[known], sample.lines[known]
            order = np.argsort(lines, kind="stable")
            counts = np.append(np.bincount(lines, minlength=n), 0)
            x = (self._alarmed(sample) - self.mean) / self.scale
            x[:, self.left_out] = 0
            for name, value in {
                "x": np.vstack((x, np.zeros((1, x.shape[1]), np.float32))),
                "ids": ids[order],
                "offsets": n_ids + np.cumsum(counts) - counts,
                "tokens": np.append(sample.tokens, np.float32(1))[:, None],
                "real": np.append(np.ones(n, np.float32), np.float32(0))[:, None],
                "page": np.full(n + 1, number),
                "weights": np.append(sample.weights, np.float32(0)),
                "words": np.append(sample.words, np.float32(0)),
                "body": np.append(sample.body, np.float32(0)),
            }.items():
                parts.setdefault(name, []).append(value)
            n_ids += len(ids)
        tensors = {name: torch.from_numpy(np.concatenate(part)) for name, part in parts.items()}
        bags = {}
        for name, found in named.items():
            ids = np.concatenate([each for each, _ in found])
            counts = np.concatenate([each for _, each in found])
            bags[name] = (torch.from_numpy(ids), torch.from_numpy(np.cumsum(counts) - counts))
        return Batch(pages=len(samples), **bags, **tensors)

    def _named(
        self, sample: Sample
    ) -> dict[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        """The ids of the names near each line and far from it, and how many each line has."""
        if self.table_of_names is None or sample.names is None:
            return {}
        ids = self.table_of_names.find(sample.names) + 1
        if self.net.training:
            dropped = self.dice.random(len(ids)) < NAMES_DROPPED
            ids[dropped] = 0
            if self.dice.random() < self.unnamed:
                ids[:] = 0
        found = {}
        for name, bag in (("near", sample.near), ("far", sample.far)):
            if bag is not None:
                known = ids[bag[0]] > 0
                counts = np.bincount(bag[1][known], minlength=len(sample.body) + 1)
                found[name] = (ids[bag[0]][known], counts)
        return found

    def _alarmed(self, sample: Sample) -> npt.NDArray[np.float32]:
        """The measures; while fitting, on some pages with phrases of chrome in article text."""
        x = sample.x.astype(np.float32)
        if self.net.training and sample.names is not None and self.dice.random() < self.unwitnessed:
            x[:, -WITNESSES:] = 0
        if self.net.training and self.dice.random() < self.alarmed:
            prose = (sample.body > 0) & (sample.weights**2 > LETTERS_OF_PROSE)
            lines = np.flatnonzero(prose & (self.dice.random(len(x)) < ALARMS))
            families = self.dice.choice(FAMILY_COLUMNS, len(lines))
            x[lines, families] = x[lines, CHROME_COLUMN] = ALARM
        return x

    def _kept(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        if not self.net.training:
            return ids > 0
        if self.dice.random() < self.scrambled:
            return np.zeros(len(ids), np.bool_)
        dropped = self.dice.random(len(self.hashes) + 1) < WORDS_DROPPED
        return (ids > 0) & ~dropped[ids]

    def fit(self, samples: Sequence[Sample], epochs: int = EPOCHS) -> None:
        """Fit by AdamW (Loshchilov and Hutter, 2019), its rate falling as half a cosine.

        The weights that stay are a running mean over the last steps.
        """
        pages: dict[int, list[Sample]] = {}
        for sample in samples:
            pages.setdefault(sample.page, []).append(sample)
        groups = list(pages.values())
        steps = epochs * math.ceil(len(groups) / PAGES_A_BATCH)
        optimiser = torch.optim.AdamW(
            self.net.parameters(), lr=RATE, weight_decay=DECAY, betas=(0.9, 0.99)
        )
        mean = {name: value.clone() for name, value in self.net.state_dict().items()}
        self.net.train()
        for step in range(steps):
            at = step * PAGES_A_BATCH % len(groups)
            if at < PAGES_A_BATCH:
                self.dice.shuffle(groups)
            chosen = [self._choose(group) for group in groups[at : at + PAGES_A_BATCH]]
            fall = FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * step / steps))
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * fall
            batch = self.batch(chosen)
            loss = _loss(self.net(batch), batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            optimiser.step()
            share = 1 - min(0.995, step / (step + 50))
            for name, value in self.net.state_dict().items():
                mean[name].lerp_(value, share)
        self.net.load_state_dict(mean)
        self.net.eval()

    def _choose(self, group: list[Sample]) -> Sample:
        if len(group) == 1 or self.dice.random() < AS_IT_IS:
            return group[0]
        return group[1 + int(self.dice.integers(len(group) - 1))]

    def arrays(self, calibration: tuple[float, float] = (1.0, 0.0)) -> Arrays:
        """The weights as the library reads them, the scales of the columns folded in."""
        state = {name: value.numpy() for name, value in self.net.state_dict().items()}
        enter = state["enter.weight"].T
        n = len(self.scale)
        columns = enter[:n] / self.scale[:, None]
        columns[self.left_out] = 0
        arrays: Arrays = {
            "hashes": self.hashes,
            "vectors": state["vectors.weight"][1:].astype(np.float16),
            "means": self.mean.astype(np.float32),
            "columns": columns,
            "columns_bias": state["enter.bias"] - self.mean @ columns,
            "words": enter[n : n + VECTOR + 1],
            "words_bias": np.zeros(WIDTH, np.float32),
            "calibration": np.array(calibration, np.float32),
        }
        if self.names is not None:
            arrays["name_hashes"] = self.names
            arrays["name_vectors"] = state["names.weight"][1:].astype(np.float16)
            arrays["near"] = enter[n + VECTOR + 1 : n + 2 * VECTOR + 1]
            arrays["far"] = enter[n + 2 * VECTOR + 1 :]
        for name, ours in _layers():
            arrays |= _layer(state, name, ours)
        return arrays


def _layers() -> Iterator[tuple[str, str]]:
    """The layers after the first: their names in the network that is fitted, and in the library."""
    yield from ((name, name) for name in ("gate", "shift", "out"))
    for number in range(LAYERS):
        yield f"conv.{number}", f"conv{number}"
        yield f"memory_in.{number}", f"memory{number}_in"
        yield f"memory_out.{number}", f"memory{number}_out"


def _layer(state: dict[str, npt.NDArray[np.float32]], name: str, ours: str) -> Arrays:
    return {ours: state[f"{name}.weight"].T, f"{ours}_bias": state[f"{name}.bias"]}


def _vocabulary(pages: Sequence[Sample]) -> Hashes:
    """The words and word pairs that stand on the pages of most sites."""
    sites: dict[int, list[Hashes]] = {}
    for page in pages:
        sites.setdefault(page.fold, []).append(np.unique(page.hashes))
    found = np.concatenate([np.unique(np.concatenate(each)) for each in sites.values()])
    hashes, counts = np.unique(found, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    known: Hashes = np.sort(hashes[order[counts[order] >= MIN_SITES][:VOCABULARY]])
    return np.delete(known, Table(known).left)


def _names(pages: Sequence[Sample]) -> Hashes:
    """The names of elements that stand on the pages of most sites."""
    sites: dict[int, list[Hashes]] = {}
    for page in pages:
        if page.names is not None:
            sites.setdefault(page.fold, []).append(page.names)
    found = np.concatenate([np.unique(np.concatenate(each)) for each in sites.values()])
    hashes, counts = np.unique(found, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    known: Hashes = np.sort(hashes[order[counts[order] >= MIN_SITES_OF_A_NAME][:NAMES]])
    return np.delete(known, Table(known).left)


def _loss(odds: Tensor, batch: Batch) -> Tensor:
    """Cross entropy, every page alike and in it a line mostly by its words, and 1 - F1 of words.

    The F1 of a page is that of its words, each line counted by its probability (a Dice loss).
    """
    real = batch.real[:, 0]
    roots = torch.sqrt(batch.words + 1) * real
    by_words = roots / _sums(roots, batch)[batch.page]
    alike = real / _sums(real, batch)[batch.page]
    entropy = functional.binary_cross_entropy_with_logits(odds, batch.body, reduction="none")
    weights = BY_WORDS * by_words + (1 - BY_WORDS) * alike
    kept = torch.sigmoid(odds) * real * batch.words
    wanted = batch.body * real * batch.words
    both = _sums(kept * batch.body, batch)
    f1 = (2 * both + 1) / (_sums(kept, batch) + _sums(wanted, batch) + 1)
    loss: Tensor = (weights * entropy).sum() / batch.pages + DICE * (1 - f1).mean()
    return loss
