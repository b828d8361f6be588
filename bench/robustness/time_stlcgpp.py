"""Times stlcg++ on one trace: {"kind", "interval", "signals", "seconds"} per line in, {"seconds"} of processor time of one evaluation (the best) out."""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import torch  # noqa: E402
from stlcgpp.formula import Always, Eventually, GreaterThan, Predicate, Until  # noqa: E402

torch.set_num_threads(1)

for line in sys.stdin:
    case = json.loads(line)
    signal = torch.tensor([case["signals"]["x0"], case["signals"]["x1"]], dtype=torch.float32).T
    x = GreaterThan(Predicate("x", lambda given: given[:, 0]), 0.0)
    y = GreaterThan(Predicate("y", lambda given: given[:, 1]), 0.0)
    interval = case["interval"]
    if case["kind"] == "until":
        formula = Until(x, y, interval=interval)
    else:
        formula = (Always if case["kind"] == "always" else Eventually)(x, interval=interval)
    best, until = float("inf"), time.perf_counter() + case["seconds"]
    with torch.no_grad():
        while best == float("inf") or time.perf_counter() < until:
            started = time.process_time()
            formula(signal)
            best = min(best, time.process_time() - started)
    print("= " + json.dumps({"seconds": best}), flush=True)
