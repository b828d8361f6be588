import type { Program } from "../../ir/program.js";
import { neededAtReset, valuesText, type Inputs } from "../trace.js";
import { partOf, resetOf, type Part, type Rollout, type RolloutGroup } from "./rollouts.js";

/**
 * Groups of episodes as a test that can be pasted into the spec; `expectations` are those of the episodes, in their order, after their ends.
 */
export function groupsAsTest(
  program: Program,
  name: string,
  groups: readonly RolloutGroup[],
  expectations: readonly string[],
): string {
  let episode = 0;
  const lines = groups.flatMap((group) => [
    "group {",
    ...indented([
      ...block("given", program, group.start, "start"),
      ...group.episodes.flatMap((rollout) => [
        "episode {",
        ...indented(episodeLines(program, group, rollout, expectations[episode++] ?? "")),
        "}",
      ]),
      ...block("end", program, group.end, "group"),
    ]),
    "}",
  ]);
  const body = groups.length > 1 ? ["batch {", ...indented(lines), "}"] : lines;
  return [`test "${name}" {`, ...indented(body), "}"].join("\n");
}

/** A number as a test expects it: rounding is no part of what is shown. */
export function numeral(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function episodeLines(program: Program, group: RolloutGroup, rollout: Rollout, expected: string): readonly string[] {
  const reset = valuesText(program, resetOf(group, rollout), (signal) => neededAtReset(program, signal));
  const end = partText(program, rollout.end, "episode");
  return [
    ...(reset === "" ? [] : [`reset { ${reset} }`]),
    ...stepLines(rollout.steps.map((inputs) => partText(program, inputs, "step"))),
    end === "" ? "end" : `end { ${end} }`,
    ...(expected === "" ? [] : [`expect ${expected}`]),
  ];
}

/** Steps that are alike stand together. */
function stepLines(texts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let from = 0; from < texts.length;) {
    const text = texts[from] ?? "";
    const other = texts.findIndex((each, index) => index > from && each !== text);
    const to = other < 0 ? texts.length : other;
    const count = to - from;
    lines.push(`step ${count === 1 ? "" : `* ${count} `}${text === "" ? "{}" : `{ ${text} }`}`);
    from = to;
  }
  return lines;
}

function block(keyword: string, program: Program, inputs: Inputs, part: Part): readonly string[] {
  const text = partText(program, inputs, part);
  return text === "" ? [] : [`${keyword} { ${text} }`];
}

function partText(program: Program, inputs: Inputs, part: Part): string {
  return valuesText(program, inputs, (signal) => partOf(signal) === part);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
