import * as tf from "@tensorflow/tfjs-core";
import { requireSignals, type EnvironmentState, type PromptedEnvironment } from "../../environments/index.js";
import type { RewardKernel, Columns } from "../../kernel/kernel.js";
import type { SpecDescriptor } from "../../kernel/descriptor.js";
import type { RunRecord } from "../../logging/records.js";
import { stream, type RandomState } from "../../random/index.js";
import { GrpoAgent, type GrpoAgentState } from "./agent.js";
import { writeAnswers } from "./answers.js";
import { episodeRecords } from "./episode-records.js";
import { drawPrompts, groupRecords } from "./groups.js";
import { judge } from "./judge.js";
import type { GrpoSettings } from "./settings.js";
import { summarise } from "./summary.js";
import { update } from "./update.js";

/** All that a training remembers between two updates. */
export interface GrpoCheckpoint {
  readonly kind: "grpo";
  readonly v: 1;
  readonly update: number;
  readonly steps: number;
  readonly episodes: number;
  readonly agent: GrpoAgentState;
  readonly environment: EnvironmentState;
  readonly prompts: RandomState;
  /** What the spec remembers of earlier updates, by name. */
  readonly trained?: Readonly<Record<string, readonly number[]>>;
}

export interface GrpoTraining {
  /** groups × members copies. */
  readonly environment: PromptedEnvironment;
  /** The compiled spec, which has an `advantage`. It is the caller's to keep. */
  readonly kernel: RewardKernel;
  readonly settings: GrpoSettings;
  readonly updates: number;
  readonly seed: number;
  readonly params?: Readonly<Record<string, number>>;
  /** Whether the policy sees the reward's state (machine states, latches, counters) beside the observation. Default false. */
  readonly features?: boolean;
  /** Continues exactly where this was taken, with the same settings. */
  readonly resume?: GrpoCheckpoint;
  readonly log?: (record: RunRecord) => void;
  /** Called after each `every` updates, and at the end. */
  readonly checkpoint?: { readonly every: number; readonly save: (checkpoint: GrpoCheckpoint) => void };
  /** Stops once the mean specified return of an update reaches this. */
  readonly target?: number;
  /** Stops after the running update. */
  readonly signal?: AbortSignal;
  /** Milliseconds; replaced in tests. */
  readonly now?: () => number;
}

export interface GrpoOutcome {
  /** The caller disposes it. */
  readonly agent: GrpoAgent;
  readonly reason: "steps" | "target" | "stopped";
  readonly steps: number;
  readonly updates: number;
  readonly episodes: number;
  readonly seconds: number;
}

/**
 * Group-relative policy optimisation (Shao et al., 2402.03300) of a small policy, with the advantage that the spec says:
 *
 *     prompts → members answers each → kernel.finish → advantage, masks, reports → clipped policy gradient → again
 *
 * What the spec remembers across updates goes from `finish` to `finish`. The same seed on the same machine and backend gives the same weights.
 */
export async function trainGrpo(training: GrpoTraining): Promise<GrpoOutcome> {
  const { environment, kernel, settings, seed, resume, updates } = training;
  const { descriptor } = kernel;
  const { metadata } = environment;
  check(training);
  const features = training.features === true && descriptor.features > 0;
  const inputs = metadata.observation + (features ? descriptor.features : 0);
  const actions = metadata.actions.kind === "discrete" ? metadata.actions.count : 0;
  const agent = new GrpoAgent({ inputs, actions, settings, seed });
  const random = stream(seed, "prompts");
  const log = training.log ?? (() => undefined);
  const now = training.now ?? (() => performance.now());
  let { update: done, steps, episodes } = resume ?? { update: 0, steps: 0, episodes: 0 };
  let trained = resume?.trained && unpacked(resume.trained, descriptor);
  if (resume !== undefined) {
    agent.setState(resume.agent);
    environment.setState(resume.environment);
    random.setState(resume.prompts);
  }
  const [began, firstSteps, firstUpdate] = [now(), steps, done];
  const seconds = (): number => (now() - began) / 1000;
  const save = async (): Promise<void> => {
    training.checkpoint?.save({
      kind: "grpo",
      v: 1,
      update: done,
      steps,
      episodes,
      agent: agent.getState(),
      environment: environment.getState(),
      prompts: random.getState(),
      ...(trained === undefined ? {} : { trained: await packed(trained) }),
    });
  };
  let reason: GrpoOutcome["reason"] = "steps";
  while (done < updates) {
    const prompts = drawPrompts(settings.groups, metadata.prompts, random);
    const asked = Int32Array.from(
      { length: environment.size },
      (_, row) => prompts[Math.floor(row / settings.members)] ?? 0,
    );
    const groups = Array.from(asked, (_, row) => Math.floor(row / settings.members));
    const clock = { steps, updates: done, episodes };
    const shared = { kernel, params: training.params ?? {}, clock, trained, seed: seed + done };
    const answers = await writeAnswers({ inputs, act: (seen) => agent.act(seen) }, asked, {
      ...shared,
      environment,
      features,
    });
    const judgement = await judge(answers, { ...shared, groups });
    tf.dispose(trained as tf.TensorContainer);
    trained = judgement.trained;
    const learningRate = settings.learningRate * (settings.anneal ? 1 - done / updates : 1);
    const statistics = await update(agent, answers, judgement, metadata.limit, learningRate);
    done += 1;
    steps += answers.lengths.reduce((sum, length) => sum + length, 0);
    const records = episodeRecords(descriptor, answers, judgement, steps);
    episodes += records.length;
    const perGroup = groupRecords(done, settings.members, answers, judgement);
    for (const problem of judgement.problems) log({ v: 1, type: "non-finite", steps, problem });
    for (const record of [...records, ...perGroup]) log(record);
    const progress = { update: done, steps, totalSteps: Math.round((steps / done) * updates), episodes };
    const passed = { seconds: seconds(), stepsPerSecond: (steps - firstSteps) / Math.max(seconds(), 1e-9) };
    const { minibatches, ...learner } = statistics;
    const summary = summarise(records, perGroup, judgement, descriptor);
    log({
      v: 1,
      type: "train",
      ...progress,
      ...summary,
      ...passed,
      learner: { learningRate, minibatches, ...learner },
    });
    const { every = Infinity } = training.checkpoint ?? {};
    if ((done - firstUpdate) % every === 0) await save();
    if (training.target !== undefined && (summary.return ?? -Infinity) >= training.target) {
      reason = "target";
      break;
    }
    // Tensors that can be read at once never leave the microtask queue: signals and timers need a turn of their own.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (training.signal?.aborted === true) {
      reason = "stopped";
      break;
    }
  }
  await save();
  tf.dispose(trained as tf.TensorContainer);
  return { agent, reason, steps, updates: done, episodes, seconds: seconds() };
}

/** What a learner cannot train on is an error at start-up. */
function check({ environment, kernel, settings, updates }: GrpoTraining): void {
  const { descriptor } = kernel;
  const { metadata, size } = environment;
  requireSignals(descriptor, metadata);
  if (metadata.actions.kind !== "discrete")
    throw new RangeError(`${metadata.name} has continuous actions, grpo learns discrete ones`);
  if (descriptor.finish?.advantage === undefined)
    throw new RangeError(
      `\`${descriptor.name}\` has no \`advantage\`, which is what grpo learns from: \`advantage = zscore(return, std: population) over group\``,
    );
  if (size !== settings.groups * settings.members)
    throw new RangeError(
      `${settings.groups} groups of ${settings.members} need ${settings.groups * settings.members} environments, there are ${size}`,
    );
  if (updates < 1) throw new RangeError(`expected an update at least, found ${updates}`);
}

async function packed(trained: Columns): Promise<Readonly<Record<string, readonly number[]>>> {
  const entries = Object.entries(trained).map(async ([name, tensor]) => [name, [...(await tensor.data())]] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function unpacked(values: Readonly<Record<string, readonly number[]>>, { trained = [] }: SpecDescriptor): Columns {
  return Object.fromEntries(
    trained.map(({ name, dtype, shape }) => [
      name,
      tf.tensor(
        [...(values[name] ?? [])],
        [...shape],
        ({ float: "float32", int: "int32", bool: "bool" } as const)[dtype],
      ),
    ]),
  );
}
