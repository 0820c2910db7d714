"""The training loop: gold cross-entropy, and divergence from a teacher where its targets exist."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

import batches
import events
import network
from batches import IGNORE, Batch
from labels import Labels
from network import Network
from records import Sentence

GOLD_WEIGHT = {"ner": 1.0, "upos": 0.7, "feats": 0.7, "lemma": 0.7, "arc": 1.5, "rel": 1.0}
SOFT_WEIGHT = {"ner": 1.0, "upos": 0.3, "feats": 0.3, "lemma": 0.3, "arc": 0.5, "rel": 0.4}


@dataclass
class Plan:
    """What one run does.

    `silver[e]` is the share of the silver set that epoch `e` sees; `gold_share` and `soft_share`
    weigh annotation and a teacher's outputs.
    """

    name: str
    epochs: int
    rate: float
    head_rate: float
    silver: list[float] = field(default_factory=list)
    budget: int = 1200
    joined: float = 0.12
    gold_share: float = 1.0
    soft_share: float = 0.0
    event_share: float = 1.0
    frozen: tuple[str, ...] = ()
    temperature: float = 2.0
    both_views: bool = False
    seed: int = 7


def gold_loss(net: Network, out: dict[str, Tensor], batch: Batch, labels: Labels) -> Tensor:
    """Weighted cross-entropies, each summed over its labelled words, over the batch's words."""
    words = (batch.first[:, 1:] > 0).sum()
    aims = batch.targets

    def entropy(logits: Tensor, target: Tensor) -> Tensor:
        return F.cross_entropy(
            logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="sum"
        )

    total = GOLD_WEIGHT["ner"] * entropy(out["ner"], aims["ner"])
    if (aims["upos"] != IGNORE).any():
        for key in ("upos", "lemma"):
            total = total + GOLD_WEIGHT[key] * entropy(out[key], aims[key])
        at = 0
        for i, values in enumerate(labels.feats.values()):
            part = out["feats"][..., at : at + len(values)]
            total = total + GOLD_WEIGHT["feats"] / 4 * entropy(part, aims["feats"][..., i])
            at += len(values)
        total = total + GOLD_WEIGHT["arc"] * entropy(out["arc"], aims["head"])
        rows = (aims["head"] != IGNORE).any(1)
        part = {k: out[k][rows] for k in ("rel_dep", "rel_head")}
        relations = net.relations(part, aims["head"][rows].clamp(min=0))
        total = total + GOLD_WEIGHT["rel"] * entropy(relations, aims["deprel"][rows])
    return total / words


def soft_loss(
    net: Network, out: dict[str, Tensor], soft: dict[str, Tensor], labels: Labels, heat: float
) -> Tensor:
    """Kullback-Leibler divergence from the teacher's stored logits, at temperature `heat`."""
    there = soft["there"]
    words = there.sum()

    def divergence(logits: Tensor, aim: Tensor, mask: Tensor, t: float) -> Tensor:
        own = F.log_softmax(logits[mask].float() / t, -1)
        goal = F.log_softmax(aim[mask].float() / t, -1)
        return F.kl_div(own, goal, log_target=True, reduction="sum") * t * t

    total = SOFT_WEIGHT["ner"] * divergence(out["ner"], soft["ner"], there, heat)
    total = total + SOFT_WEIGHT["upos"] * divergence(out["upos"], soft["upos"], there, 1.0)
    at = 0
    for values in labels.feats.values():
        part = slice(at, at + len(values))
        total = total + SOFT_WEIGHT["feats"] / 4 * divergence(
            out["feats"][..., part], soft["feats"][..., part], there, 1.0
        )
        at += len(values)
    total = total + SOFT_WEIGHT["lemma"] * F.cross_entropy(
        out["lemma"].float().flatten(0, 1),
        soft["lemma"].flatten(),
        ignore_index=IGNORE,
        reduction="sum",
    )
    trees = soft["trees"]
    if trees.any():
        total = total + SOFT_WEIGHT["arc"] * divergence(out["arc"], soft["arc"], trees, 1.0)
        rows = trees.any(1)
        part = {k: out[k][rows] for k in ("rel_dep", "rel_head")}
        relations = net.relations(part, soft["head"][rows])
        total = total + SOFT_WEIGHT["rel"] * divergence(
            relations, soft["rel"][rows], trees[rows], 1.0
        )
    return total / words


def views(sentence: Sentence, both: bool, dice: random.Random) -> list[Sentence]:
    """A treebank sentence in one of its two views, or in both."""
    if sentence.head is None:
        return [sentence]
    pair = [sentence, sentence.surface or sentence]
    return pair if both else [dice.choice(pair)]


def epoch_batches(
    plan: Plan, epoch: int, gold: list[Sentence], silver: list[Sentence], encoder: batches.Encoder
) -> list[list[tuple[int, Sentence, Sentence]]]:
    """The epoch's batches, the same for the same seed: (index, fed, clean) items."""
    dice = random.Random(plan.seed * 1000 + epoch)
    share = plan.silver[epoch] if epoch < len(plan.silver) else 0.0
    chosen = [view for s in gold for view in views(s, plan.both_views, dice)]
    chosen = batches.joined(chosen, dice, plan.joined)
    chosen += [s for s in silver if dice.random() < share]
    items = []
    for i, sentence in enumerate(chosen):
        clean = sentence
        fed = batches.hidden(batches.noisy(sentence, dice), dice)
        if len(fed.words) != len(clean.words):
            clean = fed
        items.append((i, fed, clean))
    lengths = [len(encoder.sentence(fed)[0]) for _, fed, _ in items]
    return [[items[i] for i in group] for group in batches.by_length(lengths, plan.budget, dice)]


def run(
    net: Network,
    plan: Plan,
    gold: list[Sentence],
    silver: list[Sentence],
    encoder: batches.Encoder,
    labels: Labels,
    folder: Path,
    judge,
    teach=None,
    lexicon: events.Lexicon | None = None,
) -> None:
    """Trains `net`; leaves `NAME.pt`. Resumes from `NAME.part.pt` if it is there.

    `judge(net)` returns the dev figures as text. `teach(items, batch)` returns the teacher's
    targets for a batch.
    """
    torch.manual_seed(plan.seed)
    for name, parameter in net.named_parameters():
        parameter.requires_grad_(not name.startswith(plan.frozen or ("\0",)))
    groups = network.parameter_groups(net, plan.rate, plan.head_rate)
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), fused=True)
    counts = [len(epoch_batches(plan, e, gold, silver, encoder)) for e in range(plan.epochs)]
    total, done = sum(counts), 0
    part = folder / f"{plan.name}.part.pt"
    if part.exists():
        saved = torch.load(part)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["step"]
        print(f"{plan.name}: resumed at step {done}", flush=True)
    step, began, seen, saved_at = 0, time.time(), 0, time.time()
    running = 0.0
    print(f"{plan.name}: {total} steps", flush=True)
    for epoch in range(plan.epochs):
        if step + counts[epoch] <= done:
            step += counts[epoch]
            continue
        for items in epoch_batches(plan, epoch, gold, silver, encoder):
            step += 1
            if step <= done:
                continue
            net.train()
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * network.schedule(step, total)
            batch = batches.collate(encoder, labels, items, net.events, lexicon)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=network.HALF):
                out = net(batch.ids, batch.keep, batch.first)
                loss = plan.gold_share * gold_loss(net, out, batch, labels)
                if batch.events is not None:
                    told = events.run(net.events, out["words"], batch.events)
                    words = (batch.first[:, 1:] > 0).sum()
                    loss = loss + plan.event_share * events.loss(told, batch.events) / words
                if teach is not None:
                    soft = teach(items, batch)
                    if soft["there"].any():
                        loss = loss + plan.soft_share * soft_loss(
                            net, out, soft, labels, plan.temperature
                        )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            running += loss.item()
            seen += batch.ids.numel()
            if step % 100 == 0:
                speed = seen / (time.time() - began)
                print(
                    f"{plan.name}: step {step}/{total} loss {running / 100:.4f} "
                    f"{speed:.0f} pieces/s",
                    flush=True,
                )
                running = 0.0
            if time.time() - saved_at > 240:
                state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
                torch.save(state, part.with_suffix(".new"))
                part.with_suffix(".new").replace(part)
                saved_at = time.time()
        print(f"{plan.name}: epoch {epoch + 1}: {judge(net)}", flush=True)
    torch.save({"net": net.state_dict()}, folder / f"{plan.name}.pt")
    part.unlink(missing_ok=True)
