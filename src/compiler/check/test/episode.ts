import { report } from "../../diagnostics/report.js";
import type { TestItem } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Elaboration } from "../elaboration.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpectation, TypedTestClock, TypedTestEpisode, TypedTestValue } from "../typed.js";
import { checkExpectation } from "./expectation.js";
import { recordedEpisode } from "./recording.js";
import type { RecordedClock, RecordedValues } from "../../recording/line.js";
import { TestValues } from "./values.js";

/** Longer tests are refused: they belong into a recorded trace. */
const stepLimit = 100_000;

interface Row {
  values: readonly TypedTestValue[];
  clock: TypedTestClock;
  terminated: boolean;
  truncated: boolean;
  readonly expectations: number[];
}

/** The steps of one episode. `given` holds for the reset and every step; expectations after `end` read the whole episode. */
export function* checkEpisode(
  items: readonly TestItem[],
  given: TestValues,
  group: number,
  expectations: TypedExpectation[],
  scope: Scope,
  context: Elaboration,
): Checking<TypedTestEpisode> {
  let reset = given.copy();
  let after: TestValues | undefined;
  let latest: readonly Row[] = [];
  let ended = false;
  const rows: Row[] = [];
  const endExpectations: number[] = [];
  const refuse = (item: TestItem, what: string, reason: string): void =>
    context.report(scope, report("test-order", item.span, { what, reason }));
  for (const item of items) {
    if (ended && item.kind !== "expect") {
      refuse(item, `\`${item.kind}\``, "the episode is over");
      continue;
    }
    switch (item.kind) {
      case "given":
        if (rows.length > 0) refuse(item, "`given`", "it says what is known before the first step");
        else {
          yield* given.set(item.values);
          reset = given.copy();
        }
        break;
      case "reset":
        if (rows.length > 0)
          refuse(item, "`reset`", "a reset comes before the first step; further episodes stand in `episode` blocks");
        else yield* reset.set(item.values, "reset");
        break;
      case "step": {
        const count = yield* repetitions(item, scope, context);
        const values = given.copy();
        yield* values.set(item.values, "step");
        if (rows.length + count > stepLimit) {
          context.report(scope, report("test-repeat", item.span, { limit: stepLimit, found: rows.length + count }));
          break;
        }
        latest = Array.from({ length: count }, () => ({
          values: values.values,
          clock: values.clock,
          terminated: values.terminated,
          truncated: values.truncated,
          expectations: [],
        }));
        rows.push(...latest);
        break;
      }
      case "end": {
        ended = true;
        const last = rows.at(-1) ?? {
          values: given.values,
          clock: given.clock,
          terminated: false,
          truncated: false,
          expectations: [],
        };
        if (rows.length === 0) rows.push(last);
        const before = new Map(last.values.map(({ name, value }) => [name, value]));
        const values = new TestValues(context, scope, before, last.clock);
        yield* values.set(item.values);
        after = values;
        last.values = values.values;
        last.clock = values.clock;
        if (item.how === "terminated") last.terminated = true;
        if (item.how === "truncated") last.truncated = true;
        break;
      }
      case "expect":
        for (const expectation of item.expectations) {
          const typed = yield* defer(checkExpectation(expectation, { ...scope, test: ended ? "end" : "row" }, context));
          if (typed === undefined) continue;
          if (!ended && latest.length === 0) {
            refuse(item, "`expect`", "there is no step before it");
            break;
          }
          expectations.push(typed);
          if (ended) endExpectations.push(expectations.length - 1);
          else for (const row of latest) row.expectations.push(expectations.length - 1);
        }
        break;
      case "trace": {
        // A recording with mistakes counts as a step, so that what is expected of it is no second mistake.
        const unread = { kind: "step", clock: {}, signals: {}, terminated: false, truncated: false } as const;
        const lines = recordedEpisode(item, scope, context) ?? [unread];
        if (rows.length + lines.length > stepLimit) {
          context.report(
            scope,
            report("test-repeat", item.span, { limit: stepLimit, found: rows.length + lines.length }),
          );
          break;
        }
        if (rows.length > 0 && lines[0]?.kind === "reset") {
          refuse(item, "`trace`", "its recording begins with a reset, and there are steps before it");
          break;
        }
        let clock: RecordedClock = {};
        for (const line of lines) if (line.kind === "end") given.record(line.signals, {});
        latest = lines.flatMap((line) => {
          if (line.kind === "end") return [];
          clock = { ...clock, ...line.clock };
          given.record(heldSignals(line.signals, context), {});
          const values = (line.kind === "reset" ? reset : given).copy();
          values.record(line.signals, clock);
          if (line.kind === "step") return [{ ...line, values: values.values, clock: values.clock, expectations: [] }];
          reset = values;
          return [];
        });
        rows.push(...latest);
        break;
      }
      case "group":
      case "batch":
      case "episode":
        refuse(item, `\`${item.kind}\``, "it is inside an episode");
        break;
    }
  }
  return {
    reset: reset.values,
    resetClock: reset.clock,
    rows,
    endExpectations,
    end: (after ?? given).values,
    group,
  };
}

/** What a line of a recording says of signals that are known from the start. */
function heldSignals(values: RecordedValues, { signals }: Elaboration): RecordedValues {
  const held = new Set(signals.flatMap(({ declaration: { name, per } }) => (per?.atStart === true ? [name] : [])));
  return Object.fromEntries(Object.entries(values).filter(([name]) => held.has(name)));
}

/** `* 5` behind `step`. */
function* repetitions(item: Extract<TestItem, { kind: "step" }>, scope: Scope, context: Elaboration): Checking<number> {
  if (item.repeat === undefined) return 1;
  const typed = yield* defer(context.check(item.repeat, scope));
  if (typed.kind === "error") return 1;
  const count = typed.type.element === "int" && typed.type.shape.length === 0 ? evaluate(typed)?.[0] : undefined;
  if (count !== undefined && count >= 1 && count <= stepLimit) return count;
  context.report(
    scope,
    report("test-repeat", item.repeat.span, { limit: stepLimit, found: count ?? "something else" }),
  );
  return 1;
}
