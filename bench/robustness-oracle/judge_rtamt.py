"""RTAMT's discrete-time offline monitor as a filter: a case {"formula", "signals"} per line in, its values {"values"} or {"error"} per line out."""

import json
import logging
import sys

logging.disable(logging.CRITICAL)

import rtamt  # noqa: E402  (it logs while it is imported)


def evaluate(case):
    specification = rtamt.StlDiscreteTimeOfflineSpecification()
    for name in case["signals"]:
        specification.declare_var(name, "float")
    specification.declare_var("out", "float")
    specification.spec = "out = " + case["formula"]
    specification.parse()
    signals = {name: [float(value) for value in values] for name, values in case["signals"].items()}
    steps = len(next(iter(signals.values())))
    return [str(value) for _, value in specification.evaluate({"time": list(range(steps)), **signals})]


for line in sys.stdin:
    try:
        answer = {"values": evaluate(json.loads(line))}
    except Exception as error:  # a formula that RTAMT cannot judge is an answer, too
        answer = {"error": f"{type(error).__name__}: {error}"}
    # Other lines are what ANTLR prints.
    print("= " + json.dumps(answer), flush=True)
