/*
 * Self-reward by majority rises or falls with the majority that is there (paper 51, "How Far Can Unsupervised RLVR Scale LLM Training?", 2603.08660):
 *
 *     node scripts/run.mjs examples/papers/51-majority.ts [--seeds 1,2,3]
 *
 * Twelve questions with four answers each, and a hint that is right for some of them. First the policy learns to lean on the hint; then it is paid for answering as the majority of its group does.
 */
import { grpoDefaults, trainGrpo, type GrpoCheckpoint } from "../../src/runtime/agents/grpo/index.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { WritingEnvironment, type WritingTask } from "../../src/runtime/environments/index.js";
import { kernelAt, printTable, seedsOf, writePlot, type Curves } from "./replica.js";

const [questions, answers] = [12, 4];

/** The hint of the first `rightHints` questions is right. */
function taskWith(rightHints: number): WritingTask {
  const truth = (prompt: number): number => (prompt * 7) % answers;
  const hint = (prompt: number): number => (truth(prompt) + (prompt < rightHints ? 0 : 1)) % answers;
  return {
    name: "questions",
    tokens: Array.from({ length: answers }, (_, answer) => `Answer${answer}`),
    prompts: questions,
    limit: 1,
    observation: questions,
    observe: (prompt, _, into) => {
      into[prompt] = 1;
    },
    signals: [
      { name: "answer", dtype: "int", shape: [] },
      { name: "hint", dtype: "int", shape: [] },
      { name: "correct", dtype: "bool", shape: [] },
    ],
    values: (prompt, written) => [written[0] ?? 0, hint(prompt), Number(written[0] === truth(prompt))],
    isOver: (_, written) => written.length === 1,
  };
}

const spec = "examples/papers/51-majority.reward";
const settings = { ...grpoDefaults, groups: questions, members: 16, learningRate: 0.02, hidden: [16] };

/** Shares of right answers, update by update: first while the policy learns to lean, then on its own. */
export async function runMajority(
  rightHints: number,
  seed: number,
  updates: { readonly leaning: number; readonly alone: number },
): Promise<readonly number[]> {
  const shares: number[] = [];
  let resume: GrpoCheckpoint | undefined;
  for (const [variant, count] of [
    ["leaning", updates.leaning],
    [undefined, updates.alone],
  ] as const) {
    const { agent } = await trainGrpo({
      environment: new WritingEnvironment(taskWith(rightHints), { size: settings.groups * settings.members, seed }),
      kernel: kernelAt(spec, variant),
      settings,
      updates: count,
      seed,
      ...(resume === undefined ? {} : { resume }),
      checkpoint: {
        every: Infinity,
        save: (checkpoint) => {
          resume = { ...checkpoint, update: 0, steps: 0, episodes: 0 };
        },
      },
      log: (record) => {
        if (record.type === "train") shares.push(record.reports?.["right"] ?? 0);
      },
    });
    agent.dispose();
  }
  return shares;
}

if (process.argv[1]?.includes("51-majority")) {
  const seeds = seedsOf();
  await useBackend("cpu");
  const curves = new Map<string, readonly (readonly number[])[]>();
  for (const rightHints of [10, 6, 2]) {
    const runs = [];
    for (const seed of seeds) runs.push(await runMajority(rightHints, seed, { leaning: 15, alone: 85 }));
    curves.set(`${rightHints} of ${questions} right`, runs);
  }
  const before: Curves = new Map(
    [...curves].map(([name, runs]) => [name, runs.map((run) => run.slice(13, 15))] as const),
  );
  printTable(before, seeds, "share of right answers before (updates 14 and 15)");
  printTable(curves, seeds, "and after self-reward");
  writePlot("docs/replicas/51-majority.svg", curves, {
    title: "Paid for agreeing with the majority, from update 16 on",
    x: "update",
    y: "right answers",
  });
}
