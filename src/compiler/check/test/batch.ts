import { report } from "../../diagnostics/report.js";
import type { TestItem } from "../../syntax/ast/index.js";
import type { Elaboration } from "../elaboration.js";
import { isAsSlowAs } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpectation, TypedTestEpisode, TypedTestGroup } from "../typed.js";
import { checkEpisode } from "./episode.js";
import { checkExpectation } from "./expectation.js";
import type { TestValues } from "./values.js";

/** What a test is made of, as it is read. */
interface Parts {
  readonly episodes: TypedTestEpisode[];
  readonly groups: TypedTestGroup[];
  readonly expectations: TypedExpectation[];
}

interface Place {
  readonly parts: Parts;
  readonly scope: Scope;
  readonly context: Elaboration;
}

type Item<Kind extends TestItem["kind"]> = Extract<TestItem, { readonly kind: Kind }>;

/** The blocks of a test: `batch`es are successive updates; bare groups are one batch, bare episodes one group, bare steps one episode. */
export function* checkBatches(
  items: readonly TestItem[],
  given: TestValues,
  scope: Scope,
  context: Elaboration,
): Checking<Parts> {
  const place: Place = { parts: { episodes: [], groups: [], expectations: [] }, scope, context };
  if (!items.some(({ kind }) => kind === "batch")) {
    yield* checkBatch(items, given, 0, place);
    return place.parts;
  }
  let batch = 0;
  for (const item of items) {
    if (item.kind === "given") yield* given.set(item.values);
    else if (item.kind === "batch") yield* checkBatch(item.items, given.copy(), batch++, place);
    else refuse(item, "a test with `batch` blocks has all steps in them", place);
  }
  return place.parts;
}

function* checkBatch(items: readonly TestItem[], given: TestValues, batch: number, place: Place): Checking<void> {
  if (!items.some(({ kind }) => kind === "group")) {
    yield* checkGroup(items, given, batch, place);
    return;
  }
  const last = (): TypedTestGroup | undefined => place.parts.groups.at(-1);
  for (const item of items) {
    if (item.kind === "given") yield* given.set(item.values);
    else if (item.kind === "group") yield* checkGroup(item.items, given.copy(), batch, place);
    else if (item.kind === "expect" && last() !== undefined) yield* expectOf(item, last(), "batch", place);
    else refuse(item, "a batch with `group` blocks has all steps in them", place);
  }
}

function* checkGroup(items: readonly TestItem[], given: TestValues, batch: number, place: Place): Checking<void> {
  const { parts, scope, context } = place;
  const number = parts.groups.length;
  const group = { end: given.values, batch, expectations: [] as number[] };
  parts.groups.push(group);
  if (!items.some(({ kind }) => kind === "episode")) {
    parts.episodes.push(yield* checkEpisode(items, given, number, parts.expectations, scope, context));
    group.end = parts.episodes.at(-1)?.end ?? given.values;
    return;
  }
  for (const item of items) {
    if (item.kind === "given" || (item.kind === "end" && !item.explicit)) {
      yield* given.set(item.values);
      group.end = given.values;
    } else if (item.kind === "episode")
      parts.episodes.push(yield* checkEpisode(item.items, given.copy(), number, parts.expectations, scope, context));
    else if (item.kind === "expect") yield* expectOf(item, group, "group", place);
    else refuse(item, "a group with `episode` blocks has all steps in them", place);
  }
}

/** What is expected of a group, or of a batch, as a whole. */
function* expectOf(
  { expectations }: Item<"expect">,
  group: TypedTestGroup | undefined,
  limit: "group" | "batch",
  { parts, scope, context }: Place,
): Checking<void> {
  for (const written of expectations) {
    const typed = yield* defer(checkExpectation(written, { ...scope, test: "end" }, context));
    if (typed === undefined) continue;
    const { form } = typed;
    const values =
      form.kind === "compare" ? [form.left, form.right] : form.kind === "condition" ? [form.condition] : [];
    const fast = values.find(({ rate }) => !isAsSlowAs(rate, limit));
    if (fast !== undefined || form.kind === "cause") {
      const reason = `it is one of many values of the ${limit}; write it inside of an \`episode\``;
      const what = fast === undefined ? "a cause" : `a value of rate \`${fast.rate}\``;
      context.report(scope, report("test-order", (fast ?? written).span, { what, reason }));
      continue;
    }
    parts.expectations.push(typed);
    (group?.expectations as number[] | undefined)?.push(parts.expectations.length - 1);
  }
}

function refuse(item: TestItem, reason: string, { scope, context }: Place): void {
  context.report(scope, report("test-order", item.span, { what: `\`${item.kind}\``, reason }));
}
