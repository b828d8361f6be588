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

/** `visits(cell, per: episode)`: how often the present cell was the present one, this step included. */
export const visits: Builtin = {
  name: "visits",
  documentation:
    "How many steps of this episode, this one included, had the same cell as this one. A cell is a whole number with a range, an enum, a boolean, or a list of these, `[x, y]`; " +
    `there may be ${mostCells.toLocaleString("en")} of them. 0 at a reset, which is no step. The table is reward state, but no feature.`,
  parameters: [
    { name: "cell", kind: "value", spread: true },
    { name: "per", kind: "word", words: ["episode", "training"] },
  ],
  stateful: true,
  type(call) {
    if (wordOr(call.options, "per", "episode") === "training") {
      call.report(report("not-in-this-version", call.span, { construct: "`visits(…, per: training)`" }));
      return undefined;
    }
    const names = variadicNames(call, "cell");
    if (names.map((name) => expectCell(call, name)).includes(undefined)) return undefined;
    const cells = cellsOf(names.map((name) => argumentOf(call, name).type));
    if (cells <= mostCells) return numeric("int", [], { range: [0, Infinity] });
    const [expected, found] = [mostCells, cells].map((count) => `${count.toLocaleString("en")} cells`);
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
    if (lowering.phase === "reset") return ir.constant(0, "int");
    const here = presentCell(call, lowering);
    const { shape } = ir.node(here);
    const old = lowering.state(
      {
        name: `visits(${variadicNames(call, "cell")
          .map((name) => labelOf(argumentOf(call, name)))
          .join(", ")})`,
        kind: "history",
        dtype: "int",
        shape,
        initial: ir.constant(0, "int", shape),
      },
      (table) => ir.binary("add", table, here),
    );
    const before = ir.reduce("sum", ir.select(here, old, ir.constant(0, "int")));
    return ir.binary("add", before, ir.constant(1, "int"));
  },
  examples: [],
};

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

/** Where the present cell stands in the table: bool `[cells]`, or `[rows, columns]` for many, true there and only there. */
function presentCell(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const names = variadicNames(call, "cell");
  const cells = cellsOf(names.map((name) => argumentOf(call, name).type));
  const number = names
    .flatMap((name) => digits(call, name, lowering))
    .reduce(
      (high, { digit, base }) => ir.binary("add", ir.binary("multiply", high, ir.constant(base, "int")), digit),
      ir.constant(0, "int"),
    );
  if (cells <= columns) return at(number, cells, 0, lowering);
  const row = ir.cast(ir.unary("floor", ir.binary("divide", number, ir.constant(columns, "int"))), "int");
  const column = ir.binary("subtract", number, ir.binary("multiply", row, ir.constant(columns, "int")));
  return ir.binary("and", at(row, Math.ceil(cells / columns), 1, lowering), at(column, columns, 0, lowering));
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
