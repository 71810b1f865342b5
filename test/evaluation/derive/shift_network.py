"""Trains the networks of operator-zone-shift (src/statistics/hour-network.ts) on pictures that derive.ts wrote.

    python3 shift_network.py SCRATCH FOLDS [NETWORK.json ORACLE.json]

Reads shape.json and, of each fold and of all, NAME.learn.f32 of the folder. Those of a fold hold nothing of its people, neither as
owners nor as strangers; NAME.judge.f32 holds nothing but them. Prints what the five networks say of people whom they do not know, and writes
each to the folder FOLDS with working points that were chosen on the other folds; then, where it is to write, one of everybody.
Needs PyTorch 1.13 or newer and NumPy (Debian: python3-torch).
"""

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import torch
from torch.nn import functional as F

SCRATCH, FOLDS_FOLDER = sys.argv[1:3]
with open(os.path.join(SCRATCH, "shape.json")) as shape:
    SHAPE = json.load(shape)
CHANNELS, HOURS, SCALARS = SHAPE["channels"], SHAPE["hours"], SHAPE["scalars"]
META = {name: at for at, name in enumerate(SHAPE["meta"])}
WIDTH_OF_ROW = len(META) + CHANNELS * HOURS + SCALARS
OWNER, INSTEAD, BESIDE, REVERSED = 0, 1, 2, 3
ACCOUNT, STREAM = 0, 1
FOLDS = SHAPE["folds"]
WHOLE = 10_000
"""Weights are written as integers of so many to one."""

WIDTH, HIDDEN, TAPS = 12, 32, (5, 7, 5)
"""Chosen on held-out people: 24 rows are no better than 12, and cost three times as much."""
DROPOUT, DECAY, RATE, EPOCHS, BATCH = 0.1, 5e-3, 4e-3, 2.0, 512
ZONE_SHARE = 0.25
"""Weight of the zone in the loss."""
FALSE_BLOCKS, FALSE_STREAMS = 0.01, 0.03
"""Working points: harmless blocks of 30 sessions, and owners' own new devices, of which so many may be alerted."""
BLOCK = 30
TAIL = 0.05
"""The highest part of the scores is taken for the tail of an exponential distribution."""
FAR_HOURS = 4
"""From here on a zone is far; this one itself counts half (src/statistics/zone-prior.ts)."""


def rows_of(name):
    return np.memmap(os.path.join(SCRATCH, name), np.float32, "r").reshape(-1, WIDTH_OF_ROW)


def read_json(name):
    with open(os.path.join(SCRATCH, name)) as file:
        return json.load(file)


def column(rows, name):
    return np.asarray(rows[:, META[name]])


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        circular = {"padding_mode": "circular"}
        sizes = (CHANNELS + 5, WIDTH, WIDTH, WIDTH)
        self.convolutions = torch.nn.ModuleList(
            torch.nn.Conv1d(sizes[at], sizes[at + 1], taps, padding=taps // 2, **circular) for at, taps in enumerate(TAPS)
        )
        self.zone = torch.nn.Conv1d(WIDTH, 1, 1)
        self.hidden = torch.nn.Linear(2 * WIDTH + SCALARS + 1, HIDDEN)
        self.score = torch.nn.Linear(HIDDEN, 1)
        self.dropout = torch.nn.Dropout(DROPOUT)
        angle = torch.arange(HOURS) / HOURS * 2 * np.pi
        clock = torch.stack([angle.sin(), angle.cos(), (2 * angle).sin(), (2 * angle).cos()])
        self.register_buffer("clock", clock[None])

    def forward(self, rows, scalars, mode):
        count = len(rows)
        layer = torch.cat(
            [torch.sqrt(rows), self.clock.expand(count, -1, -1), mode[:, None, None].expand(-1, 1, HOURS)], 1
        )
        for at, convolution in enumerate(self.convolutions):
            layer = F.silu(convolution(layer if at == 0 else self.dropout(layer)))
        features = torch.cat([layer.mean(2), layer.amax(2), scalars, mode[:, None]], 1)
        score = self.score(F.silu(self.hidden(self.dropout(features))))[:, 0]
        return score, self.zone(layer)[:, 0]


def tensors(rows):
    rows = np.asarray(rows)
    pictures = rows[:, len(META) : len(META) + CHANNELS * HOURS].reshape(-1, CHANNELS, HOURS)
    scalars = rows[:, len(META) + CHANNELS * HOURS :]
    return torch.tensor(pictures), torch.tensor(scalars), torch.tensor(column(rows, "mode"))


def log_prior(home_minutes):
    """Log prior of each shift 0 to 23 hours east of home: where people live, far zones only."""
    prior = np.roll(np.array(SHAPE["zonePrior"]), -11)
    hours = home_minutes / 60
    low = np.floor(hours).astype(int)
    part = (hours - low)[:, None]
    step = np.arange(HOURS)[None]
    people = (1 - part) * prior[(low[:, None] + step) % HOURS] + part * prior[(low[:, None] + step + 1) % HOURS]
    away = np.minimum(np.arange(HOURS), HOURS - np.arange(HOURS))
    people = people * np.where(away < FAR_HOURS, 1e-6, np.where(away == FAR_HOURS, 0.5, 1.0))[None]
    return torch.tensor(np.log(people / people.sum(1, keepdims=True)).astype(np.float32))


def zone_target(hours_east):
    """A zone on the half hour gives to both whole hours beside it."""
    east = hours_east % HOURS
    low = np.floor(east).astype(int)
    part = east - low
    target = np.zeros((len(east), HOURS), np.float32)
    at = np.arange(len(east))
    target[at, low % HOURS] += 1 - part
    target[at, (low + 1) % HOURS] += part
    return torch.tensor(target)


def train(name, seed=1):
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    rows = rows_of(f"{name}.learn.f32")
    strange = column(rows, "kind") % REVERSED > 0
    mode = column(rows, "mode")
    weights = np.ones(len(rows), np.float32)
    for which in (ACCOUNT, STREAM):
        for is_strange in (False, True):
            part = (mode == which) & (strange == is_strange)
            weights[part] = 0.5 * (mode == which).sum() / max(1, part.sum())
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    steps = int(EPOCHS * len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps)
    order, at = random.permutation(len(rows)), 0
    network.train()
    for _ in range(steps):
        if at + BATCH > len(order):
            order, at = random.permutation(len(rows)), 0
        batch = np.sort(order[at : at + BATCH])
        at += BATCH
        taken = np.asarray(rows[batch])
        target = torch.tensor(strange[batch].astype(np.float32))
        theirs = strange[batch]
        prior = log_prior(column(taken, "homeMinutes")[theirs])
        zone_share = zone_target(column(taken, "hoursEast")[theirs])
        score, zone = network(*tensors(taken))
        loss = F.binary_cross_entropy_with_logits(score, target, weight=torch.tensor(weights[batch]))
        zone_loss = -(zone_share * F.log_softmax(zone[theirs] + prior, 1)).sum(1).mean()
        optimiser.zero_grad()
        (loss + ZONE_SHARE * zone_loss).backward()
        optimiser.step()
        schedule.step()
    network.eval()
    print(f"{name}: loss {loss.item():.3f}, of the zone {zone_loss.item():.3f}", flush=True)
    return network


def ask(network, rows):
    """Scores, and log evidence of each shift, without the prior."""
    scores, zones = [], []
    with torch.no_grad():
        for at in range(0, len(rows), 8192):
            score, zone = network(*tensors(rows[at : at + 8192]))
            scores.append(score.numpy())
            zones.append(zone.numpy())
    return np.concatenate(scores), np.concatenate(zones)


def shares(zones, sharpness, home_minutes):
    return F.softmax(torch.tensor(zones * sharpness) + log_prior(home_minutes), 1).numpy()


def within_hours(rows, zones):
    likeliest = shares(zones, 1, column(rows, "homeMinutes")).argmax(1)
    apart = np.abs((likeliest - column(rows, "hoursEast") + HOURS / 2) % HOURS - HOURS / 2)
    return [np.mean(apart <= limit) for limit in (1, 2)]


def lives_of(rows, chosen):
    at = np.flatnonzero(chosen)
    return np.split(at, np.flatnonzero(np.diff(column(rows, "life")[at])) + 1) if len(at) else []


def asked_scores(rows, scores):
    """As the product has them: only where it would ask."""
    return np.where(column(rows, "isAsked") > 0, scores, -99)


def harmless_blocks(rows, asked):
    """The highest score of each block of sessions of an owner alone, from the end of his life backwards."""
    index = column(rows, "index")
    highest = []
    for which in (OWNER, REVERSED):
        for life in lives_of(rows, (column(rows, "mode") == ACCOUNT) & (column(rows, "kind") == which)):
            start = index[life].max() + 1 - BLOCK
            while start >= 90:
                highest.append(asked[life[(index[life] >= start) & (index[life] < start + BLOCK)]].max())
                start -= BLOCK
    return np.array(highest)


def highest_of_streams(rows, asked, chosen, sessions):
    strangers = column(rows, "strangers")
    top = lambda life: asked[life[(strangers[life] >= min(sessions, 4)) & (strangers[life] <= sessions)]].max(initial=-99)
    return np.array([top(life) for life in lives_of(rows, (column(rows, "mode") == STREAM) & chosen)])


def point_of(highest, share):
    """The score that so many reach: over the tail's lower end scores fall off exponentially (peaks over threshold;
    J. Pickands, Annals of Statistics 3 (1975)), which moves less from people to people than one of their scores does."""
    low = np.quantile(highest, 1 - TAIL)
    return low + np.log(TAIL / share) * (highest[highest > low] - low).mean()


def working_points(rows, scores):
    """Log-odds from which to alert, by mode."""
    asked = asked_scores(rows, scores)
    owners = highest_of_streams(rows, asked, column(rows, "kind") == OWNER, BLOCK)
    return [point_of(harmless_blocks(rows, asked), FALSE_BLOCKS), point_of(owners, FALSE_STREAMS)]


def report(rows, scores, zones):
    """Caught against harmless lives alerted, per 30 sessions, as the product asks."""
    kind, mode = column(rows, "kind"), column(rows, "mode")
    asked = asked_scores(rows, scores)
    blocks = np.sort(harmless_blocks(rows, asked))[::-1]
    print(f"{len(blocks)} harmless blocks of 30 sessions, of people held out; half of them lived backwards")
    for share in (0.005, 0.01, 0.015, 0.02, 0.03, 0.05):
        threshold = blocks[int(share * len(blocks))]
        print(f"false {share}: score over {threshold:.2f}{caught_by(rows, asked - threshold, zones)}")
    for sessions in (4, 6, 10, 20, 30):
        own = np.sort(highest_of_streams(rows, asked, kind == OWNER, sessions))[::-1]
        theirs = highest_of_streams(rows, asked, kind != OWNER, sessions)
        line = "; ".join(f"{(theirs > own[int(share * len(own))]).mean():.3f} at {share} (over {own[int(share * len(own))]:.2f})" for share in (0.02, 0.05, 0.1))
        print(f"streams of {sessions} sessions, caught at the share of owners' new devices alerted: {line}")


def report_nested(rows, scores, zones):
    """The same at working points that were chosen on the other folds: nobody who is judged had a part in what judges him."""
    fold = column(rows, "fold")
    over = np.empty(len(rows), np.float32)
    for each in range(FOLDS):
        points = working_points(rows[fold != each], scores[fold != each])
        mine = fold == each
        over[mine] = (asked_scores(rows, scores) - np.array(points)[column(rows, "mode").astype(int)])[mine]
        print(f"fold {each}: alerts from {points[ACCOUNT]:.2f}, and from {points[STREAM]:.2f} in a stream")
    highest = harmless_blocks(rows, over)
    own, theirs = (highest_of_streams(rows, over, chosen, BLOCK) for chosen in (column(rows, "kind") == OWNER, column(rows, "kind") != OWNER))
    print(
        f"at points of other people: {np.mean(highest > 0):.4f} of harmless blocks, {np.mean(own > 0):.3f} of own new devices alerted, "
        f"{np.mean(theirs > 0):.3f} of streams{caught_by(rows, over, zones)}"
    )


def caught_by(rows, over, zones):
    """@param over: scores over the working point"""
    line = ""
    for which, name in ((INSTEAD, "instead"), (BESIDE, "beside")):
        lives = lives_of(rows, (column(rows, "mode") == ACCOUNT) & (column(rows, "kind") == which))
        alerts = [life[over[life] > 0] for life in lives]
        caught = [(alert[-1], alert[0] - life[0] + 1) for alert, life in zip(alerts, lives) if len(alert)]
        last = np.array([at for at, _ in caught])
        one, two = within_hours(rows[last], zones[last])
        delay = np.median([after for _, after in caught])
        line += f"; {name} {len(caught) / len(lives):.3f} of {len(lives)}, median {delay:.0f} sessions, zone {one:.3f} within 1 h, {two:.3f} within 2 h"
    return line


def told_zones(rows):
    """Where the product would tell a zone."""
    return (column(rows, "kind") % REVERSED > 0) & (column(rows, "strangers") >= 8) & (column(rows, "isAsked") > 0)


def sharpness_of(rows, zones):
    """The power of the evidence at which stated probabilities come true: greatest likelihood on held-out people."""
    theirs = told_zones(rows)
    target = zone_target(column(rows, "hoursEast")[theirs]).numpy()
    home = column(rows, "homeMinutes")[theirs]
    return max(
        np.arange(0.5, 2.01, 0.05),
        key=lambda sharp: (target * np.log(shares(zones[theirs], sharp, home) + 1e-9)).sum(),
    )


def report_calibration(rows, zones, sharpness):
    theirs = told_zones(rows)
    shown = shares(zones[theirs], sharpness, column(rows, "homeMinutes")[theirs])
    top = shown.argmax(1)
    at = np.arange(len(top))
    stated = shown[at, top] + shown[at, (top + 1) % HOURS] + shown[at, (top - 1) % HOURS]
    apart = np.abs((top - column(rows, "hoursEast")[theirs] + HOURS / 2) % HOURS - HOURS / 2)
    for low, high in ((0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        part = (stated >= low) & (stated < high)
        if part.any():
            print(f"zone said within an hour with {stated[part].mean():.2f}: true for {np.mean(apart[part] <= 1):.2f} of {part.sum()}")
    print(f"sharpness of the zone: {sharpness:.2f}")


def integers(values, times=1.0):
    return [int(round(float(each) * times * WHOLE)) for each in values.reshape(-1)]


def layer_of(layer, times=1.0):
    weight = layer.weight.detach()
    shape = {"from": weight.shape[1], "to": weight.shape[0], "taps": weight.shape[2]} if weight.dim() == 3 and weight.shape[2] > 1 else {"from": weight.shape[1]}
    return {**shape, "weights": integers(weight, times), "biases": integers(layer.bias.detach(), times)}


def data_of(network, sharpness, points):
    """The prior is applied by the product, after the evidence was sharpened."""
    return {
        "channels": CHANNELS,
        "scalars": SCALARS,
        "scale": WHOLE,
        "alertFrom": integers(np.array(points)),
        "convolutions": [layer_of(each) for each in network.convolutions],
        "zone": layer_of(network.zone, sharpness),
        "hidden": layer_of(network.hidden),
        "score": layer_of(network.score),
    }


def write(data, path):
    with open(path, "w") as file:
        json.dump(data, file, separators=(",", ":"))
        file.write("\n")


def write_oracle(network, sharpness, path):
    """Answers of PyTorch to made-up pictures, for the test of the product's own code."""
    random = np.random.default_rng(3)
    rows = np.round(random.gamma(0.5, 1.0, (6, CHANNELS, HOURS)), 3).astype(np.float32)
    scalars = np.round(random.normal(0, 1, (6, SCALARS)), 3).astype(np.float32)
    mode = np.array([0, 1] * 3, np.float32)
    with torch.no_grad():
        score, zone = network(torch.tensor(rows), torch.tensor(scalars), torch.tensor(mode))
    answers = [
        {
            "rows": [round(float(each), 3) for each in rows[at].reshape(-1)],
            "scalars": [round(float(each), 3) for each in scalars[at]],
            "mode": int(mode[at]),
            "score": round(float(score[at]), 4),
            "zone": [round(float(each) * sharpness, 4) for each in zone[at]],
        }
        for at in range(len(rows))
    ]
    write(answers, path)


def main():
    names = [f"fold-{fold}" for fold in range(FOLDS)] + (["all"] if len(sys.argv) > 3 else [])
    with ProcessPoolExecutor(os.cpu_count(), initializer=torch.set_num_threads, initargs=(1,)) as pool:
        learned = list(pool.map(train, names))
    networks, judged, scores, zones = learned[:FOLDS], [], [], []
    for fold, network in enumerate(networks):
        rows = rows_of(f"fold-{fold}.judge.f32")
        score, zone = ask(network, rows)
        about = np.array(rows[:, : len(META)])
        about[:, META["life"]] += 100_000 * fold
        judged.append(about)
        scores.append(score)
        zones.append(zone)
    rows, scores, zones = np.concatenate(judged), np.concatenate(scores), np.concatenate(zones)
    report(rows, scores, zones)
    report_nested(rows, scores, zones)
    for fold, network in enumerate(networks):
        others = column(rows, "fold") != fold
        sharpness = sharpness_of(rows[others], zones[others])
        data = data_of(network, sharpness, working_points(rows[others], scores[others]))
        write({**read_json(f"fold-{fold}.people.json"), "network": data}, os.path.join(FOLDS_FOLDER, f"fold-{fold}.data.json"))
    sharpness, points = sharpness_of(rows, zones), working_points(rows, scores)
    print(f"of all: alerts from {points[ACCOUNT]:.2f}, and from {points[STREAM]:.2f} in a stream")
    report_calibration(rows, zones, sharpness)
    if len(sys.argv) > 3:
        write(data_of(learned[FOLDS], sharpness, points), sys.argv[3])
        write_oracle(learned[FOLDS], sharpness, sys.argv[4])


main()
