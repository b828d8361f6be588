import type { Program } from "../../ir/program.js";
import { inputsOf, type DrawInputs } from "../draw-inputs.js";
import { partOf, type Part } from "./rollouts.js";

/** Draws the signals that come together, as a step draws its own: ordinary values within the declared ranges. */
export function drawParts(program: Program): Readonly<Record<Part, DrawInputs>> {
  const draw = (part: Part): DrawInputs => {
    const own = program.signals.filter((signal) => partOf(signal) === part);
    return inputsOf({ ...program, signals: own.map(({ per: _, ...signal }) => signal) });
  };
  return { step: draw("step"), start: draw("start"), episode: draw("episode"), group: draw("group") };
}
