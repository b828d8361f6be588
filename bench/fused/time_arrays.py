"""Times the reward of bench/fused/spec.ts, written with numpy or torch as its documentation would: {"library", "layout", "file", "environments", "seconds", "threads", "clock": "wall" or "processor"} per line in, where the file has rows of 64 float32;
{"seconds", "rewards"} out, of one step (the best mean of several) and of the first rows in the first step."""

import json
import sys
import time

import numpy

GAMMA = 0.99
POTENTIALS = [GAMMA * (GAMMA * (1 + GAMMA * 2)), GAMMA * (1 + GAMMA * 2), 1 + GAMMA * 2, 2, 0, 0]


def routes():
    """Next state and reward, [6 states, 16 classes of (advances, falls)]: bit s of the class says that state s may move on, bit 4 that all fall."""
    moves, pays = [], []
    for state in range(6):
        for label in range(32):
            advances, falls = label >> min(state, 3) & 1, label >> 4
            after = state if state > 3 else state + 1 if advances else 5 if falls else state
            moves.append(after)
            pays.append({2: 1, 3: 2}.get(state, 0) if state < 4 and advances else 0)
    return moves, pays


def kernel(xp, column, axis, tables, asint, where, clip):
    """One step over arrays of features; `column(a, b)` is the block of features from a to before b."""
    moves, pays, potentials = tables

    def squares(block):
        return (block * block).sum(axis)

    def step(state):
        height, speed, drift, contact, x, y, slip = (column(k) for k in range(57, 64))
        outside = clip(abs(drift) - 0.1, 0, None)
        total = 1.5 * xp.exp(-4 * squares(column(0, 3))) + 0.75 * xp.exp(-4 * squares(column(3, 6)))
        total = total + 0.5 * xp.exp(-squares(column(6, 9))) + 0.5 * xp.exp(-10 * (height - 0.3) ** 2)
        total = total + 0.25 * xp.exp(-abs(drift)) - 0.01 * xp.sqrt(squares(column(33, 45)))
        total = total - 0.005 * xp.sqrt(squares(column(45, 57) - column(9, 21)))
        total = total - 0.001 * xp.sqrt(squares(column(21, 33))) + 0.2 * clip(speed, -1, 1)
        total = total + 0.3 * (xp.exp(numpy.log(0.1) * outside * outside) + where(contact > 0, 0.5, slip))
        label = asint(x > 1) + 2 * asint(y > 1) + 4 * asint(x < -1)
        label = label + 8 * asint((y < -1) & (contact > 0)) + 16 * asint(slip > 1.9)
        index = state * 32 + label
        after = moves[index]
        return total + pays[index] + GAMMA * potentials[after] - potentials[state], after

    return step


def prepare(library, layout, rows):
    by_column = layout == "columns"
    moves, pays = routes()
    if library == "numpy":
        data = numpy.ascontiguousarray(rows.T) if by_column else rows
        tables = (numpy.array(moves, "int32"), numpy.array(pays, "float32"), numpy.array(POTENTIALS, "float32"))
        state = numpy.zeros(len(rows), "int32")
        own = (numpy, lambda mask: mask.astype("int32"), lambda c, a, b: numpy.where(c, numpy.float32(a), b), numpy.clip)
    else:
        import torch

        data = torch.from_numpy(numpy.ascontiguousarray(rows.T) if by_column else rows)
        tables = (torch.tensor(moves), torch.tensor(pays, dtype=torch.float32), torch.tensor(POTENTIALS))
        state = torch.zeros(len(rows), dtype=torch.int64)
        own = (torch, lambda mask: mask.long(), torch.where, torch.clamp)
        if tuple(int(part) for part in torch.__version__.split(".")[:2]) < (2, 0):
            half = torch.tensor(0.5)
            own = (torch, own[1], lambda c, a, b: torch.where(c, half, b), torch.clamp)

    def column(first, end=None):
        key = first if end is None else slice(first, end)
        return data[key] if by_column else data[:, key]

    xp, asint, where, clip = own
    return kernel(xp, column, 0 if by_column else 1, tables, asint, where, clip), state


def several(step, state, count):
    for _ in range(count):
        _, state = step(state)
    return state


def stretch(step, state, clock):
    """Steps that take about five milliseconds: as the other ways are timed, in bench/fused/best-seconds.ts."""
    began, steps = clock(), 0
    while clock() - began < 0.1:
        _, state = step(state)
        steps += 1
    return max(1, round(steps / 20))


for line in sys.stdin:
    case = json.loads(line)
    rows = numpy.fromfile(case["file"], "float32").reshape(case["environments"], -1)
    if case["library"] == "torch":
        import torch

        torch.set_num_threads(case["threads"])
        torch.set_grad_enabled(False)
    step, state = prepare(case["library"], case["layout"], rows)
    first, state = step(state)
    clock = time.perf_counter if case["clock"] == "wall" else time.process_time
    count = stretch(step, state, clock)
    best, until = float("inf"), clock() + case["seconds"]
    while best == float("inf") or clock() < until:
        started = clock()
        state = several(step, state, count)
        best = min(best, (clock() - started) / count)
    print("= " + json.dumps({"seconds": best, "rewards": [float(reward) for reward in first[:64]]}), flush=True)
