import { dirname, join, parse, resolve } from "node:path";
import { z } from "zod";
import { UsageError } from "../command.js";
import { issueLines } from "./issues.js";

const whole = z.int().positive();
const share = z.number().min(0).max(1);

const ppoSettings = z.strictObject({
  environments: whole.optional(),
  rollout: whole.optional(),
  minibatches: whole.optional(),
  epochs: whole.optional(),
  learningRate: z.number().positive().optional(),
  anneal: z.boolean().optional(),
  discount: share.optional(),
  lambda: share.optional(),
  clip: z.number().positive().optional(),
  clipValues: z.boolean().optional(),
  normaliseAdvantages: z.boolean().optional(),
  entropyWeight: z.number().min(0).optional(),
  valueWeight: z.number().min(0).optional(),
  gradientNorm: z.number().positive().optional(),
  targetKl: z.number().positive().optional(),
  hidden: z.array(whole).optional(),
  normaliseObservations: z.boolean().optional(),
  scaleRewards: z.boolean().optional(),
});

const tabularSettings = z.strictObject({
  /** Independent runs, each with a table of its own. */
  runs: whole.optional(),
  learningRate: share.optional(),
  exploration: share.optional(),
  discount: share.optional(),
  initialValue: z.number().optional(),
  shaped: z.boolean().optional(),
  counterfactual: z.enum(["none", "all", "reachable"]).optional(),
  timeLimit: z.enum(["bootstrap", "terminal"]).optional(),
});

const grpoSettings = z.strictObject({
  groups: whole.optional(),
  members: z.int().min(2).optional(),
  epochs: whole.optional(),
  minibatches: whole.optional(),
  learningRate: z.number().positive().optional(),
  anneal: z.boolean().optional(),
  clip: z.number().positive().optional(),
  clipHigher: z.number().positive().optional(),
  average: z.enum(["tokens", "answers", "limit"]).optional(),
  klWeight: z.number().min(0).optional(),
  entropyWeight: z.number().min(0).optional(),
  gradientNorm: z.number().positive().optional(),
  hidden: z.array(whole).optional(),
});

const environment = z.strictObject({
  name: z.string(),
  limit: whole.optional(),
  tasks: z.array(z.string()).min(1).optional(),
  map: z.int().min(0).optional(),
});

const common = {
  /** The spec, relative to the configuration's folder. */
  spec: z.string().min(1),
  variant: z.string().optional(),
  /** Values of params that differ from the declared ones. */
  params: z.record(z.string(), z.number()).default({}),
  /** What each component of a total with several is worth. */
  scalarise: z.record(z.string(), z.number()).optional(),
  environment: z.union([z.string().transform((name): z.infer<typeof environment> => ({ name })), environment]),
  seed: z.int().min(0).default(1),
  /** A tfjs backend; left out: the best that this machine has. */
  backend: z.string().optional(),
  /** What computes rewards; left out: `fused` where it can be had. */
  rewards: z.enum(["fused", "wgsl", "tfjs"]).optional(),
  /** The run's folder, relative to the configuration's; left out: `runs/` and the configuration's name. */
  output: z.string().min(1).optional(),
};

/** Learners whose environments never stop. */
const stepped = {
  ...common,
  /** Environment steps of all copies together. */
  steps: whole,
  /** Environment steps between two checkpoints. */
  checkpointEvery: whole.optional(),
};

const schema = z.discriminatedUnion("algorithm", [
  z.strictObject({
    algorithm: z.literal("ppo"),
    ...stepped,
    settings: ppoSettings.default({}),
    /** Whether policy and critic see machine states, latches and counters beside the observation. */
    features: z.boolean().default(true),
    /** Stops once the mean specified return of 100 episodes reaches this. */
    target: z.number().optional(),
    /** Episodes played with the finished policy. */
    evaluation: z
      .strictObject({ episodes: whole.default(100), policy: z.enum(["greedy", "sampled"]).default("greedy") })
      .optional(),
  }),
  z.strictObject({
    algorithm: z.literal("q-learning"),
    ...stepped,
    settings: tabularSettings.default({}),
    /** The machine or objective whose state the table knows; needed where the spec has several. */
    automaton: z.string().min(1).optional(),
  }),
  z.strictObject({
    algorithm: z.literal("grpo"),
    ...common,
    settings: grpoSettings.default({}),
    /** Updates: each learns from all groups once. */
    updates: whole,
    /** Updates between two checkpoints. */
    checkpointEvery: whole.optional(),
    /** Whether the policy sees machine states, latches and counters beside the observation. */
    features: z.boolean().default(true),
    /** Stops once the mean specified return of an update reaches this. */
    target: z.number().optional(),
  }),
]);

export type Configuration = z.infer<typeof schema> & { readonly output: string };
export type PpoConfiguration = Extract<Configuration, { algorithm: "ppo" }>;
export type GrpoConfiguration = Extract<Configuration, { algorithm: "grpo" }>;
export type TabularConfiguration = Extract<Configuration, { algorithm: "q-learning" }>;

/**
 * A configuration from the object that its file holds, with defaults filled in and paths made absolute. What is wrong with it is one
 * `UsageError` that names every place.
 */
export function configurationOf(value: unknown, path: string): Configuration {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new UsageError(
      [`${path} is not a configuration that \`train\` understands`, ...issueLines(result.error, value, schema)].join(
        "\n",
      ),
    );
  }
  const folder = dirname(resolve(path));
  const { output = join("runs", parse(path).name), spec, ...rest } = result.data;
  return { ...rest, spec: resolve(folder, spec), output: resolve(folder, output) } as Configuration;
}
