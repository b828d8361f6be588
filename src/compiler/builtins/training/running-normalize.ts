import type { TypedCall, TypedEnvironment } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Builtin, Lowering } from "../builtin.js";
import { labelOf } from "../history/label.js";
import { numberOr, valueOf, wordOr } from "../lowering/call.js";
import { argumentOf, expectNumber, reportOption } from "../typing/expect.js";
import { numeric, sizesOf } from "../typing/types.js";

/** The published recursions for the return whose deviation scales a reward. */
export const returnRecursions = ["stable_baselines3", "gymnasium", "gymnasium_vector"] as const;

/** As the published implementations start: as good as no value, of variance 1. */
const first = { count: 1e-4, mean: 0, variance: 1 } as const;

/** `running_normalize(x)`, `running_normalize(r, by: stable_baselines3, gamma: 0.99)`. */
export const runningNormalize: Builtin = {
  name: "running_normalize",
  documentation: [
    "(x - mean) / sqrt(variance + epsilon) with the statistics of all values of x in earlier updates (Welford, batches merged as in Chan et al. 1983; they start as 1e-4 values of mean 0 and variance 1), epsilon 1e-8 by default.",
    "With `by:` a reward is divided by the deviation of its discounted return so far, G, and no mean is subtracted: `stable_baselines3` G = gamma G + x, from 0 in each episode; `gymnasium` G = gamma G (1 - terminated) + x,",
    "which goes on through truncations and resets; `gymnasium_vector` is the same, since a reset is no step here. The published clips are a `clip(…, -10, 10)` around it.",
  ].join(" "),
  parameters: [
    { name: "x", kind: "value" },
    { name: "by", kind: "word", words: [...returnRecursions], optional: true },
    { name: "gamma", kind: "number", optional: true },
    { name: "epsilon", kind: "number", optional: true },
  ],
  stateful: false,
  type(call) {
    const x = expectNumber(call, "running_normalize", "x");
    if (x === undefined) return undefined;
    const gamma = numberOr(call.options, "gamma", NaN);
    if (call.options.by !== undefined && !(gamma >= 0 && gamma <= 1)) {
      reportOption(call, "running_normalize", "gamma", "a number from 0 to 1, with `by:`");
      return undefined;
    }
    return numeric("float", x.shape, {});
  },
  lower(call, lowering) {
    const { ir } = lowering;
    const shape = sizesOf(call.type);
    const x = fitted(call, lowering);
    const size = shape.reduce((product, each) => product * each, 1);
    const moments = lowering.remember(
      {
        owner: call,
        name: `running_normalize(${labelOf(argumentOf(call, "x"))})`,
        dtype: "float",
        shape: [3, ...shape],
        initial: [first.count, first.mean, first.count * first.variance].flatMap((value) =>
          Array.from({ length: size }, () => value),
        ),
      },
      (old, phases) => merged(partsOf(old, shape, phases.finish), sampled(call, phases), phases.finish),
    );
    const { count, mean, squares } = partsOf(moments, shape, lowering);
    const variance = ir.binary("divide", squares, count);
    const epsilon = ir.constant(numberOr(call.options, "epsilon", 1e-8));
    const deviation = ir.unary("sqrt", ir.binary("add", variance, epsilon));
    const subject = call.options.by === undefined ? ir.binary("subtract", x, mean) : x;
    return ir.binary("divide", subject, deviation);
  },
  examples: [
    {
      spec: [
        "signal score: float per episode",
        "term even = running_normalize(score)",
        'test "goes by the updates before" {',
        "  batch { episode { end { score = 2 } expect even == 2 }  episode { end { score = 4 } expect even == 4 } }",
        "  batch { episode { end { score = 5 } expect even == 2 ± 1e-3 } }",
        "}",
      ],
    },
  ],
};

/** Count, mean and sum of squared distances from the mean, elementwise. */
interface Moments {
  readonly count: NodeId;
  readonly mean: NodeId;
  readonly squares: NodeId;
}

function partsOf(moments: NodeId, shape: readonly number[], { ir }: Lowering): Moments {
  const part = (index: number): NodeId =>
    ir.reshape(ir.slice(moments, [index, ...shape.map(() => 0)], [1, ...shape]), shape);
  return { count: part(0), mean: part(1), squares: part(2) };
}

function fitted(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  return ir.broadcast(ir.cast(valueOf(call, lowering, "x"), "float"), sizesOf(call.type));
}

/** The moments of this update's values. */
function sampled(call: TypedCall, { finish, step }: { readonly finish: Lowering; readonly step: Lowering }): Moments {
  const { ir } = finish;
  const by = wordOr(call.options, "by", "");
  const value = by === "" ? fitted(call, finish) : ir.record(discountedReturn(call, by, step));
  const { rate } = ir.node(value);
  const of = rate === "episode" || rate === "group" ? rate : "step";
  const present = finish.presenceOfAll([argumentOf(call, "x")]);
  const isFinite = ir.unary("is-finite", value);
  const counts = present === undefined ? isFinite : ir.binary("and", isFinite, present);
  const pool = (node: NodeId): NodeId => ir.pool("sum", node, counts, [of, "batch"]);
  const count = ir.cast(pool(ir.broadcast(ir.constant(1, "int"), sizesOf(call.type))), "float");
  const mean = ir.binary("divide", pool(value), ir.binary("maximum", count, ir.constant(1)));
  return { count, mean, squares: pool(ir.unary("square", ir.binary("subtract", value, mean))) };
}

/** G of the recursion, this step included. */
function discountedReturn(call: TypedCall, by: string, step: Lowering): NodeId {
  const { ir } = step;
  const shape = sizesOf(call.type);
  const gamma = ir.constant(numberOr(call.options, "gamma", 1));
  const restarts = by === "stable_baselines3";
  const before = (old: NodeId): NodeId => {
    const carried = ir.binary("multiply", gamma, old);
    return restarts ? carried : ir.select(step.expression(terminated(call)), ir.constant(0), carried);
  };
  const next = (old: NodeId): NodeId => ir.binary("add", before(old), fitted(call, step));
  const old = step.state(
    {
      name: `return(${labelOf(argumentOf(call, "x"))})`,
      kind: "history",
      dtype: "float",
      shape,
      initial: ir.constant(0, "float", shape),
      ...(restarts ? {} : { survivesResets: true }),
    },
    next,
  );
  return next(old);
}

/** Whether the episode terminates in this step. */
function terminated({ span }: TypedCall): TypedEnvironment {
  const type = { element: "bool", shape: [] } as const;
  return { kind: "environment", name: "terminated", type, rate: "step", availability: "step", span };
}

/** Two sets of values as one (Chan, Golub and LeVeque 1983). */
function merged(one: Moments, other: Moments, { ir }: Lowering): NodeId {
  const count = ir.binary("add", one.count, other.count);
  const gap = ir.binary("subtract", other.mean, one.mean);
  const share = ir.binary("divide", other.count, count);
  const mean = ir.binary("add", one.mean, ir.binary("multiply", gap, share));
  const between = ir.binary("multiply", ir.unary("square", gap), ir.binary("multiply", one.count, share));
  return ir.stack([count, mean, ir.binary("add", ir.binary("add", one.squares, other.squares), between)]);
}
