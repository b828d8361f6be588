import { unreachable } from "../../unreachable.js";
import type { TemporalFormula, Window } from "./formula.js";
import { partsOf, postorder, type FormulaPart } from "./formula-parts.js";

/** A text that two formulas share only where they are written alike, shared parts or not. As long as the different parts of the formula. */
export function formulaKey(root: TemporalFormula): string {
  const numbers = new Map<FormulaPart, number>();
  const texts = new Map<string, number>();
  for (const part of postorder(root, partsOf)) {
    const text = `${operatorOf(part)} ${partsOf(part)
      .map((below) => numbers.get(below))
      .join(" ")}`;
    const number = texts.get(text) ?? texts.size;
    texts.set(text, number);
    numbers.set(part, number);
  }
  return [...texts.keys()].join("\n");
}

/** All of a part but what stands below it. */
function operatorOf(part: FormulaPart): string {
  switch (part.kind) {
    case "constant":
      return String(part.value);
    case "atom":
      return `atom ${part.atom}`;
    case "eventually":
    case "always":
    case "once":
    case "historically":
    case "until":
    case "release":
    case "since":
    case "trigger":
      return part.kind + showWindow(part.window);
    case "matches":
      return part.exactly ? "matches exactly" : "matches";
    case "repetition":
      return part.kind + showWindow({ low: part.minimum, high: part.maximum ?? Infinity });
    case "not":
    case "and":
    case "or":
    case "xor":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
    case "letter":
    case "concatenation":
    case "union":
      return part.kind;
    default:
      return unreachable(part);
  }
}

function showWindow(window: Window | undefined): string {
  return window === undefined ? "" : `[${window.low},${window.high}]`;
}
