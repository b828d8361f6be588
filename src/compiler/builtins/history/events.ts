import type { TypedCall } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Builtin, Lowering } from "../builtin.js";
import { valueOf } from "../lowering/call.js";
import { argumentOf, expectBoolean } from "../typing/expect.js";
import { boolean, numeric, sizesOf } from "../typing/types.js";
import { labelOf } from "./label.js";

interface Event {
  readonly name: string;
  readonly documentation: string;
  readonly gives: "bool" | "steps";
  readonly examples: Builtin["examples"];
  /** The value in this step and what is remembered of it, from p now and from what was remembered. */
  readonly step: (p: NodeId, old: NodeId, lowering: Lowering) => { readonly value: NodeId; readonly next: NodeId };
}

/** A history operator of one condition `p`. At the start it has seen nothing: false, or 0 steps. */
function event(rule: Event): Builtin {
  const dtype = rule.gives === "bool" ? "bool" : "int";
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: [{ name: "p", kind: "value" }],
    stateful: true,
    type(call) {
      const p = expectBoolean(call, rule.name, "p");
      return p && (rule.gives === "bool" ? boolean(p.shape) : numeric("int", p.shape, { range: [0, Infinity] }));
    },
    lower(call: TypedCall, lowering) {
      const initial = lowering.ir.constant(0, dtype, sizesOf(call.type));
      if (lowering.phase === "reset") return initial;
      const p = valueOf(call, lowering, "p");
      const name = `${rule.name}(${labelOf(argumentOf(call, "p"))})`;
      const old = lowering.state(
        { name, kind: "history", dtype, shape: sizesOf(call.type), initial, feature: { encoding: "value" } },
        (before) => rule.step(p, before, lowering).next,
      );
      return rule.step(p, old, lowering).value;
    },
    examples: rule.examples,
  };
}

const one = ({ ir }: Lowering): NodeId => ir.constant(1, "int");
const none = ({ ir }: Lowering): NodeId => ir.constant(0, "int");

/** `rising falling first held since`. */
export const events: readonly Builtin[] = [
  event({
    name: "rising",
    documentation: "True in the step where p becomes true; p before the start is false.",
    gives: "bool",
    step: (p, old, { ir }) => ({ value: ir.binary("and", p, ir.unary("not", old)), next: p }),
    examples: [
      {
        spec: [
          "signal contact: bool",
          "term touchdown = rising(contact)",
          'test "once per touchdown" {',
          "  step { contact }  expect touchdown == 1",
          "  step { contact }  expect touchdown == 0",
          "  step {}",
          "  step { contact }  expect touchdown == 1",
          "}",
        ],
      },
    ],
  }),
  event({
    name: "falling",
    documentation: "True in the step where p becomes false; p before the start is false.",
    gives: "bool",
    step: (p, old, { ir }) => ({ value: ir.binary("and", old, ir.unary("not", p)), next: p }),
    examples: [
      {
        spec: [
          "signal contact: bool",
          "term liftoff = falling(contact)",
          'test "in the step after the contact" {',
          "  step { contact }  expect liftoff == 0",
          "  step {}           expect liftoff == 1",
          "  step {}           expect liftoff == 0",
          "}",
        ],
      },
    ],
  }),
  event({
    name: "first",
    documentation: "True only in the first step of the episode where p holds.",
    gives: "bool",
    step: (p, old, { ir }) => ({ value: ir.binary("and", p, ir.unary("not", old)), next: ir.binary("or", old, p) }),
    examples: [
      {
        spec: [
          "signal at_goal: bool",
          "term arrival = first(at_goal)",
          'test "coming back does not pay again" {',
          "  step { at_goal }  expect arrival == 1",
          "  step {}",
          "  step { at_goal }  expect arrival == 0",
          "}",
        ],
      },
    ],
  }),
  event({
    name: "held",
    documentation:
      "How many steps p has held without a break, this one included; 0 where it does not hold. `seconds` converts.",
    gives: "steps",
    step(p, old, lowering) {
      const value = lowering.ir.select(p, lowering.ir.binary("add", old, one(lowering)), none(lowering));
      return { value, next: value };
    },
    examples: [
      {
        spec: [
          "signal upright: bool",
          "term balance = held(upright)",
          'test "a fall starts anew" {',
          "  step { upright }  expect balance == 1",
          "  step { upright }  expect balance == 2",
          "  step {}           expect balance == 0",
          "  step { upright }  expect balance == 1",
          "}",
        ],
      },
    ],
  }),
  event({
    name: "since",
    documentation:
      "How many steps ago p held last, 0 where it holds now; the steps since the reset where it never did. `seconds` converts.",
    gives: "steps",
    step(p, old, lowering) {
      const value = lowering.ir.select(p, none(lowering), lowering.ir.binary("add", old, one(lowering)));
      return { value, next: value };
    },
    examples: [
      {
        spec: [
          "signal contact: bool",
          "term flight = since(contact)",
          'test "from the reset, then from the contact" {',
          "  step {}           expect flight == 1",
          "  step { contact }  expect flight == 0",
          "  step {}           expect flight == 1",
          "  step {}           expect flight == 2",
          "}",
        ],
      },
    ],
  }),
];
