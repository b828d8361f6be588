"""Times RTAMT's discrete-time offline monitor: {"formula", "signals", "seconds"} per line in, {"seconds"} of processor time of one evaluation (the best) out."""

import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)

import rtamt  # noqa: E402  (it logs while it is imported)

for line in sys.stdin:
    case = json.loads(line)
    specification = rtamt.StlDiscreteTimeOfflineSpecification()
    for name in [*case["signals"], "out"]:
        specification.declare_var(name, "float")
    specification.spec = "out = " + case["formula"]
    specification.parse()
    steps = len(case["signals"]["x0"])
    best, until = float("inf"), time.perf_counter() + case["seconds"]
    while best == float("inf") or time.perf_counter() < until:
        signals = {name: list(values) for name, values in case["signals"].items()}
        started = time.process_time()
        specification.evaluate({"time": list(range(steps)), **signals})
        best = min(best, time.process_time() - started)
    print("= " + json.dumps({"seconds": best}), flush=True)
