import { RewardError } from "../kernel/errors.js";
import { unreachable } from "../unreachable.js";
import type { RobustnessFormula, RobustnessWindow } from "./formula.js";

/** An operation on columns (one value per step of an episode); operands are indices of earlier instructions. */
export type Instruction =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "margin"; readonly channel: number }
  | { readonly kind: "negation"; readonly operand: number }
  | { readonly kind: "extremum"; readonly sign: Sign; readonly operands: readonly number[] }
  /** The value one step later (or, `mirrored`, earlier), `outside` where there is none. */
  | { readonly kind: "shift"; readonly mirrored: boolean; readonly outside: number; readonly operand: number }
  | ({ readonly kind: "window"; readonly operand: number } & Reach)
  | ({ readonly kind: "until"; readonly left: number; readonly right: number; readonly inclusive: boolean } & Reach);

/** 1 for a greatest value; −1 for a least one, which is the negative of the greatest negative. */
export type Sign = 1 | -1;

/** Eight operators are two, with negated operands and with time reversed. */
export interface Reach {
  readonly sign: Sign;
  /** Over the past: the operator on the reversed trace. */
  readonly mirrored: boolean;
  readonly low: number;
  /** May be infinite. */
  readonly high: number;
}

/** A formula as a list of instructions, operands first, the formula itself last. */
export interface Plan {
  readonly instructions: readonly Instruction[];
  /** The channels that the formula reads, in ascending order. */
  readonly channels: readonly number[];
}

/** Each object of the formula becomes one instruction, wherever it occurs. Nothing recurses, so a formula may be as deep as memory allows. Throws a `RewardError` for a channel or a window that cannot be. */
export function planOf(formula: RobustnessFormula, channels: number): Plan {
  const instructions: Instruction[] = [];
  const places = new Map<RobustnessFormula, number>();
  const margins = new Map<number, number>();
  const emit = (instruction: Instruction): number => instructions.push(instruction) - 1;
  const place = (part: RobustnessFormula): number => places.get(part) ?? 0;

  const stack = [{ part: formula, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { part, ready } = top;
    if (places.has(part)) continue;
    if (!ready) {
      stack.push({ part, ready: true });
      for (const operand of operandsOf(part).toReversed()) stack.push({ part: operand, ready: false });
    } else if (part.kind === "margin") {
      const known = margins.get(part.channel) ?? emit({ kind: "margin", channel: channel(part.channel, channels) });
      margins.set(part.channel, known);
      places.set(part, known);
    } else places.set(part, emitted(part, place, emit));
  }
  return { instructions, channels: [...margins.keys()].sort((left, right) => left - right) };
}

/** The instructions whose values an instruction reads. */
export function operandsOfInstruction(instruction: Instruction): readonly number[] {
  switch (instruction.kind) {
    case "constant":
    case "margin":
      return [];
    case "negation":
    case "shift":
    case "window":
      return [instruction.operand];
    case "extremum":
      return instruction.operands;
    case "until":
      return [instruction.left, instruction.right];
    default:
      return unreachable(instruction);
  }
}

function operandsOf(formula: RobustnessFormula): readonly RobustnessFormula[] {
  switch (formula.kind) {
    case "constant":
    case "margin":
      return [];
    case "not":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return [formula.operand];
    case "and":
    case "or":
      return formula.operands;
    case "xor":
    case "until":
    case "release":
    case "since":
    case "trigger":
      return [formula.left, formula.right];
    default:
      return unreachable(formula);
  }
}

function emitted(
  formula: Exclude<RobustnessFormula, { readonly kind: "margin" }>,
  place: (part: RobustnessFormula) => number,
  emit: (instruction: Instruction) => number,
): number {
  switch (formula.kind) {
    case "constant":
      return emit({ kind: "constant", value: formula.value ? Infinity : -Infinity });
    case "not":
      return emit({ kind: "negation", operand: place(formula.operand) });
    case "and":
    case "or":
      return emit({ kind: "extremum", sign: formula.kind === "or" ? 1 : -1, operands: formula.operands.map(place) });
    case "xor": {
      const [left, right] = [place(formula.left), place(formula.right)];
      const [notLeft, notRight] = [
        emit({ kind: "negation", operand: left }),
        emit({ kind: "negation", operand: right }),
      ];
      const onlyLeft = emit({ kind: "extremum", sign: -1, operands: [left, notRight] });
      const onlyRight = emit({ kind: "extremum", sign: -1, operands: [notLeft, right] });
      return emit({ kind: "extremum", sign: 1, operands: [onlyLeft, onlyRight] });
    }
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
      return emit({
        kind: "shift",
        mirrored: formula.kind === "previously" || formula.kind === "weak-previously",
        outside: formula.kind === "next" || formula.kind === "previously" ? -Infinity : Infinity,
        operand: place(formula.operand),
      });
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return emit({
        kind: "window",
        sign: formula.kind === "eventually" || formula.kind === "once" ? 1 : -1,
        mirrored: formula.kind === "once" || formula.kind === "historically",
        operand: place(formula.operand),
        ...bounds(formula.window),
      });
    case "until":
    case "release":
    case "since":
    case "trigger":
      return emit({
        kind: "until",
        sign: formula.kind === "until" || formula.kind === "since" ? 1 : -1,
        mirrored: formula.kind === "since" || formula.kind === "trigger",
        left: place(formula.left),
        right: place(formula.right),
        inclusive: formula.inclusive ?? false,
        ...bounds(formula.window),
      });
    default:
      return unreachable(formula);
  }
}

function bounds({ low, high = Infinity }: RobustnessWindow = { low: 0 }): {
  readonly low: number;
  readonly high: number;
} {
  const whole = Number.isSafeInteger(low) && (Number.isSafeInteger(high) || high === Infinity);
  if (whole && low >= 0 && low <= high) return { low, high };
  throw new RewardError({
    kind: "bad-input",
    name: "formula",
    expected: "windows of whole numbers from 0, the low end not above the high one",
    found: `[${String(low)}, ${String(high)}]`,
  });
}

function channel(index: number, channels: number): number {
  if (Number.isInteger(index) && index >= 0 && index < channels) return index;
  throw new RewardError({
    kind: "bad-input",
    name: "formula",
    expected: `channels below ${channels}, as many as there are columns of margins`,
    found: String(index),
  });
}
