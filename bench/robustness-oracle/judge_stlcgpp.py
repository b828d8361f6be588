"""stlcg++ as a filter: a case {"formula", "margins", "padding", "smooth"} per line in, {"values", "gradient"} or {"error"} per line out.

The gradient is that of the first value, by channel and step.
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import torch  # noqa: E402
from stlcgpp.formula import Always, And, Eventually, GreaterThan, Negation, Or, Predicate, Until  # noqa: E402

torch.set_default_dtype(torch.float64)


def build(formula):
    kind = formula["kind"]
    if kind == "margin":
        channel = formula["channel"]
        return GreaterThan(Predicate(f"x{channel}", lambda signal: signal[:, channel]), 0.0)
    if kind == "not":
        return Negation(build(formula["operand"]))
    if kind in ("and", "or"):
        parts = [build(operand) for operand in formula["operands"]]
        result = parts[0]
        for part in parts[1:]:
            result = (And if kind == "and" else Or)(result, part)
        return result
    window = formula.get("window")
    interval = None if window is None else [window["low"], window.get("high", torch.inf)]
    if kind in ("eventually", "always"):
        return (Eventually if kind == "eventually" else Always)(build(formula["operand"]), interval=interval)
    if kind == "until":
        return Until(build(formula["left"]), build(formula["right"]), interval=interval)
    raise ValueError(f"stlcg++ has no {kind}")


def evaluate(case):
    signal = torch.tensor(case["margins"]).T.clone().requires_grad_(True)
    options = {"padding": case["padding"]}
    if case["smooth"] is not None:
        options |= {"approx_method": case["smooth"]["kind"], "temperature": case["smooth"]["temperature"]}
    values = build(case["formula"])(signal, **options)
    values[0].backward()
    gradient = torch.zeros_like(signal) if signal.grad is None else signal.grad
    return {"values": [str(value) for value in values.tolist()], "gradient": gradient.T.tolist()}


for line in sys.stdin:
    try:
        answer = evaluate(json.loads(line))
    except Exception as error:  # a formula that stlcg++ cannot judge is an answer, too
        answer = {"error": f"{type(error).__name__}: {error}"}
    print("= " + json.dumps(answer), flush=True)
