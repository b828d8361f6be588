import { report } from "../../diagnostics/report.js";
import { sizeOf } from "../../ir/broadcast.js";
import type { NodeId } from "../../ir/node.js";
import type { TypedCall, ValueType } from "../../check/typed.js";
import type { Builtin, Lowering, TypingCall } from "../builtin.js";
import { valueOf, variadicNames, wordOr } from "../lowering/call.js";
import { argumentOf, expectType } from "../typing/expect.js";
import { numeric, rangeOf, sizesOf } from "../typing/types.js";
import { labelOf } from "./label.js";

/** More cells are refused: each environment has a table of them. */
const mostCells = 65_536;
/** Columns of the table. A power of two, so that single precision divides by it exactly. */
const columns = 256;

/**
 * `visits(cell, per: episode|training)`: how often the present cell was the present one, this step included. What a step sees of training is what was there before the update and its own episode so far: episodes of one
 * batch are played side by side and none of them comes first, so that the count is known in the step.
 */
export const visits: Builtin = {
  name: "visits",
  documentation: [
    "How many steps of this episode, this one included, had the same cell as this one; `per: training` adds those of all earlier updates (of this update it sees its own episode so far, since episodes of a batch are played side by side).",
    `A cell is a whole number with a range, an enum, a boolean, or a list of these, \`[x, y]\`; there may be ${grouped(mostCells)} of them. At a reset, which is no step, the count is that of the steps before: 0 per episode.`,
    "The table of the episode is reward state, but no feature; that of training is the learner's to keep.",
  ].join(" "),
  parameters: [
    { name: "cell", kind: "value", spread: true },
    { name: "per", kind: "word", words: ["episode", "training"] },
  ],
  stateful: true,
  type(call) {
    const names = variadicNames(call, "cell");
    if (names.map((name) => expectCell(call, name)).includes(undefined)) return undefined;
    const cells = cellsOf(names.map((name) => argumentOf(call, name).type));
    if (cells <= mostCells) return numeric("int", [], { range: [0, Infinity] });
    const [expected, found] = [mostCells, cells].map((count) => `${grouped(count)} cells`);
    const parameters = {
      builtin: "visits",
      parameter: "cell",
      expected: `at most ${expected ?? ""}`,
      found: found ?? "",
    };
    call.report(report("argument-type", argumentOf(call, "cell").span, parameters));
    return undefined;
  },
  lower(call, lowering) {
    const { ir } = lowering;
    const inTraining = wordOr(call.options, "per", "episode") === "training";
    const zero = ir.constant(0, "int");
    if (lowering.phase === "reset" && !inTraining) return zero;
    const here = presentCell(call, lowering);
    const countOf = (table: NodeId): NodeId => ir.reduce("sum", ir.select(here, table, zero));
    const before = inTraining ? countOf(earlierUpdates(call, lowering)) : zero;
    // A reset is no step.
    if (lowering.phase === "reset") return before;
    const { shape } = ir.node(here);
    const old = lowering.state(
      { name: nameOf(call), kind: "history", dtype: "int", shape, initial: ir.constant(0, "int", shape) },
      (table) => ir.binary("add", table, here),
    );
    const own = ir.binary("add", countOf(old), ir.constant(1, "int"));
    return inTraining ? ir.binary("add", before, own) : own;
  },
  examples: [
    {
      spec: [
        "signal room: int in [0, 9]",
        "term novelty = 1 / visits(room, per: episode)",
        "term bonus   = 1 / sqrt(visits(room, per: training))",
        'test "a room grows old within an episode, and over training" {',
        "  batch {",
        "    episode { step { room = 3 } expect novelty == 1, bonus == 1  step { room = 3 } expect novelty == 0.5 }",
        "    episode { step { room = 3 } expect novelty == 1, bonus == 1  step { room = 4 } expect novelty == 1 }",
        "  }",
        "  batch { episode { step { room = 3 } expect novelty == 1, bonus == 0.5 } }",
        "}",
      ],
    },
  ],
};

/** How often each cell was the present one in the steps of earlier updates, those of all episodes, cut ones included. */
function earlierUpdates(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const shape = tableShape(call);
  const cells = sizeOf(shape);
  const initial = Array.from({ length: cells }, () => 0);
  return lowering.remember(
    { owner: call, name: nameOf(call), dtype: "int", shape, initial },
    (old, { finish, step }) => {
      const present = finish.presenceOfAll(Object.values(call.arguments)) ?? ir.boolean(true);
      const counted = ir.tally(ir.record(cellNumber(call, step)), present, cells);
      return ir.binary("add", old, ir.reshape(counted, shape));
    },
  );
}

function nameOf(call: TypedCall): string {
  const cells = variadicNames(call, "cell").map((name) => labelOf(argumentOf(call, name)));
  return `visits(${cells.join(", ")})`;
}

/** A value with finitely many values, or an array of such. */
function expectCell(call: TypingCall, name: string): ValueType | undefined {
  const accepts = (type: ValueType): boolean => Number.isFinite(valuesOf(type));
  const label = "an `int` with a range, an enum, `bool`, or a list of these";
  return expectType(call, "visits", name, label, accepts);
}

/** The least value of each element, and how many it may have. */
function leastOf(type: ValueType): number {
  return type.element === "int" ? Math.floor(rangeOf(type)[0]) : 0;
}

function valuesOf(type: ValueType): number {
  switch (type.element) {
    case "bool":
      return 2;
    case "enum":
      return (type.members ?? []).length;
    case "int":
      return Math.ceil(rangeOf(type)[1]) - leastOf(type) + 1;
    case "float":
    case "string":
      return Infinity;
  }
}

function cellsOf(types: readonly ValueType[]): number {
  return types.reduce((product, type) => product * valuesOf(type) ** sizeOf(sizesOf(type)), 1);
}

/** `[cells]`, or `[rows, columns]` for many. */
function tableShape(call: TypedCall): readonly number[] {
  const cells = cellsOf(variadicNames(call, "cell").map((name) => argumentOf(call, name).type));
  return cells <= columns ? [cells] : [Math.ceil(cells / columns), columns];
}

/** The number of the present cell, row by row in the table. */
function cellNumber(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  return variadicNames(call, "cell")
    .flatMap((name) => digits(call, name, lowering))
    .reduce(
      (high, { digit, base }) => ir.binary("add", ir.binary("multiply", high, ir.constant(base, "int")), digit),
      ir.constant(0, "int"),
    );
}

/** Where the present cell stands in the table: bool, true there and only there. */
function presentCell(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const number = cellNumber(call, lowering);
  const [first = 1, second] = tableShape(call);
  if (second === undefined) return at(number, first, 0, lowering);
  const row = ir.cast(ir.unary("floor", ir.binary("divide", number, ir.constant(columns, "int"))), "int");
  const column = ir.binary("subtract", number, ir.binary("multiply", row, ir.constant(columns, "int")));
  return ir.binary("and", at(row, first, 1, lowering), at(column, columns, 0, lowering));
}

/** Each element of an argument as a digit from 0, and its base. */
function digits(
  call: TypedCall,
  name: string,
  lowering: Lowering,
): readonly { readonly digit: NodeId; readonly base: number }[] {
  const { ir } = lowering;
  const { type } = argumentOf(call, name);
  const size = sizeOf(sizesOf(type));
  const given = ir.cast(valueOf(call, lowering, name), "int");
  const list = ir.reshape(ir.binary("subtract", given, ir.constant(leastOf(type), "int")), [size]);
  return Array.from({ length: size }, (_, place) => ({
    digit: ir.reshape(ir.slice(list, [place], [1]), []),
    base: valuesOf(type),
  }));
}

/** One true place of `size`, along an axis with so many more behind it. */
function at(place: NodeId, size: number, behind: number, { ir }: Lowering): NodeId {
  const places = Array.from({ length: size }, (_, each) => each);
  const shape = [size, ...Array.from({ length: behind }, () => 1)];
  return ir.binary("equal", ir.constant(places, "int", shape), place);
}

/** With commas at the thousands. By `toLocaleString` the first use would load the locales of the whole world, at every start of the command line. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
