import { expect, it } from "vitest";
import { printProgram } from "../../../src/compiler/ir/print.js";
import { lower } from "../../../src/compiler/lower/index.js";
import { optimise } from "../../../src/compiler/passes/index.js";
import { call, constant, declare, param, scalar, signal, span, spec, term } from "../lower/typed-spec.js";

it("prints a program one node a line, with the names that it has outside", () => {
  const program = optimise(
    lower(
      spec({
        name: "Approach",
        signals: [{ ...declare("distance"), default: [0], type: { ...scalar("float"), range: [0, 10] } }],
        params: [{ name: "eta", type: scalar("float"), value: [0.5], span }],
        terms: [term("way", call("delta", { x: signal("distance") }), { weight: param("eta") })],
        endings: [
          {
            kind: "terminated",
            cause: "there",
            span,
            form: "condition",
            condition: {
              kind: "binary",
              fn: "less",
              left: signal("distance"),
              right: constant(0.1),
              type: scalar("bool"),
              rate: "step",
              availability: "step",
              span,
            },
            reward: constant(5),
          },
        ],
        total: {
          kind: "term",
          term: "way",
          part: "contribution",
          type: scalar("float"),
          rate: "step",
          availability: "step",
          span,
        },
        dt: 0.02,
      }),
    ),
  );
  expect(printProgram(program)).toMatchInlineSnapshot(`
    "program Approach
    signals
      signal distance: float in [0, 10] = 0 needs reset
    params
      eta: float = 0.5
    slots
      prev(distance): history float, first %3, next %25, feature
    nodes
      %0  = param eta : float param
      %1  = 1 : bool const
      %2  = signal distance : float step
      %3  = signal distance : float reset
      %4  = state prev(distance) : float step
      %5  = subtract %2 %4 : float step
      %6  = multiply %0 %5 : float step
      %7  = is-finite %6 : bool step
      %8  = 0 : float const
      %9  = equal %0 %8 : bool param
      %10 = or %9 %7 : bool step
      %11 = not %9 : bool param
      %12 = or %7 %11 : bool step
      %13 = select %12 %6 %8 : float step  // way, total
      %14 = 0.1 : float const
      %15 = less %2 %14 : bool step
      %16 = 5 : float const
      %17 = select %15 %16 %8 : float step
      %18 = add %13 %17 : float step  // reward
      %19 = terminated : bool step
      %20 = or %19 %15 : bool step
      %21 = truncated : bool step
      %22 = not %20 : bool step
      %23 = and %21 %22 : bool step
      %24 = is-finite %2 : bool step
      %25 = select %24 %2 %4 : float step
    outputs
      reward %18, total %13, terminated %20, truncated %23, nan error
      dt 0.02
      term way %13: raw %5, weight %0, active %1, finite %10
      terminated "there" %15, reward %17
    "
  `);
});
