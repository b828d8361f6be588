import { givesEach, isHistory } from "../dataflow/timings.js";
import type { AggregateScope, Availability, Timing, TypedExpression } from "../typed.js";

/** What is asked for: how often, when known, or why whole trajectories are needed. */
export type Aspect = "rate" | "availability" | "finish";

/** "one value for each episode": how often a value changes. */
export function howOften({ rate, segment }: Timing): string {
  switch (rate) {
    case "const":
      return "one value, always the same";
    case "param":
      return "one value for each update of the learner";
    case "batch":
      return "one value for the batch";
    case "segment":
      return `one value for each ${segment === undefined ? "segment" : `\`${segment}\``}`;
    case "group":
    case "episode":
    case "step":
      return `one value for each ${rate}`;
  }
}

/** "known when its episode is over". */
export function whenKnown({ rate, availability, segment }: Timing): string {
  if (availability === "step") return rate === "step" ? "known in its step" : "known from the start";
  return `known when ${availability === "batch" ? "the" : "its"} ${ended(availability, segment)} is over`;
}

/** Why a value has its timing by itself. */
export function sourceOf(value: TypedExpression, aspect: Aspect, timing: Timing): string {
  switch (aspect) {
    case "rate":
      return rateOf(value, timing);
    case "availability":
      return availabilityOf(value, timing);
    case "finish":
      return finishOf(value, timing);
  }
}

/** What a name, or an aggregate of each, does that has its timing from another value; `undefined` where a value only combines others. */
export function passedOn(value: TypedExpression, aspect: Aspect): string | undefined {
  switch (value.kind) {
    case "let":
      return `${like[aspect]} what it stands for`;
    case "term":
      return `${like[aspect]} ${value.part === "contribution" ? "a part of the term" : "what it stands for"}`;
    case "aggregate":
      return aspect === "rate" && givesEach(value) ? "has one value for each that it takes" : undefined;
    default:
      return undefined;
  }
}

const like: Readonly<Record<Aspect, string>> = {
  rate: "changes as often as",
  availability: "is known with",
  finish: "is computed with",
};

function rateOf(value: TypedExpression, timing: Timing): string {
  const often = howOften(timing);
  switch (value.kind) {
    case "constant":
      return "a constant";
    case "param":
      return "a param: it changes between updates";
    case "signal":
      return timing.rate === "step" ? "comes with each step" : `comes ${often.replace("one value", "once")}`;
    case "environment":
      if (value.name === "return") return "the sum of `total` over each episode";
      if (value.name === "advantage") return "what `advantage` is declared as";
      return value.name === "total" ? "what each step is paid" : "changes with each step";
    case "machine":
      return "a machine moves with each step";
    case "objective":
    case "scheme":
      return "an objective is judged in each step";
    case "payment":
      return "is paid once, in the last step, and is 0 before";
    case "buffer":
      return "holds values of earlier updates: the same in all steps of this one";
    case "trajectory":
      return value.operation.kind === "place" || value.operation.kind === "spread"
        ? "is paid out to steps"
        : `has ${often}`;
    case "error":
      return "holds an error";
    default:
      return isHistory(value) ? "remembers earlier steps, and moves with each" : `has ${often}`;
  }
}

function availabilityOf(value: TypedExpression, timing: Timing): string {
  switch (value.kind) {
    case "signal":
      return `comes when its ${ended(timing.availability, timing.segment)} is over`;
    case "aggregate":
      return `takes all of ${scopeOf(value.scope)}`;
    case "trajectory":
      return looksAhead(value.operation);
    default:
      return `is ${whenKnown(timing)}`;
  }
}

function finishOf(value: TypedExpression, timing: Timing): string {
  switch (value.kind) {
    case "signal":
    case "trajectory":
      return availabilityOf(value, timing);
    case "aggregate":
      return value.scope.kind === "episode"
        ? "takes values of the episode that steps do not keep"
        : availabilityOf(value, timing);
    case "segment":
      return `where a \`${value.of.name}\` ends is known after its steps`;
    case "member":
      return "is the value of one of two episodes that are compared";
    case "environment":
      if (value.name === "advantage") return "is 0 unless its episode is over";
      return value.name === "return" ? "adds up the whole episode" : "is not paid before `finish`";
    default:
      return isHistory(value) ? "remembers earlier segments or updates, not steps" : `is ${whenKnown(timing)}`;
  }
}

function looksAhead(operation: Extract<TypedExpression, { kind: "trajectory" }>["operation"]): string {
  switch (operation.kind) {
    case "suffix_sum":
    case "telescope":
      return "looks ahead to the end of the episode";
    case "place":
    case "spread":
      return `is known at the end of ${scopeOf(operation.scope)}`;
  }
}

function scopeOf(scope: AggregateScope): string {
  return scope.kind === "segment" ? `its \`${scope.segment.name}\`` : `the ${scope.kind}`;
}

function ended(availability: Availability, segment: string | undefined): string {
  return availability === "segment" && segment !== undefined ? `\`${segment}\`` : availability;
}
