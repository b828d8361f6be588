import { entries } from "./entry.js";

/** RWD7xxx. */
export const lint = entries({
  "unused-declaration": { code: "RWD7001", severity: "warning", message: "`{name}` is {what} that nothing reads" },
  // 7050–7099: machines
  "guard-never-holds": { code: "RWD7050", severity: "warning", message: "this guard of state `{state}` never holds" },
  "edge-never-taken": {
    code: "RWD7051",
    severity: "warning",
    message: "this edge of state `{state}` is never taken: earlier edges take everything that its guard accepts",
  },
  "duplicate-guard": {
    code: "RWD7052",
    severity: "warning",
    message: "two edges of state `{state}` have the same guard and the same outcome",
  },
  "otherwise-never-taken": {
    code: "RWD7053",
    severity: "warning",
    message: "`otherwise` of state `{state}` is never taken: some guard always holds",
  },
  "unreachable-state": {
    code: "RWD7054",
    severity: "warning",
    message: "state `{state}` of `{machine}` is never reached",
  },
  "dead-end-state": {
    code: "RWD7055",
    severity: "warning",
    message: "state `{state}` of `{machine}` is never left and pays nothing",
  },
  "trap-state": {
    code: "RWD7056",
    severity: "warning",
    message: "from state `{state}` of `{machine}` no reward and no end can be reached any more",
  },
  "counter-never-read": {
    code: "RWD7057",
    severity: "warning",
    message: "counter `{counter}` of `{machine}` is never read",
  },
  "counter-saturates": {
    code: "RWD7058",
    severity: "info",
    message: "counter `{counter}` can go beyond its bounds here and stays at {bound}",
  },
  "machine-reward-never-read": {
    code: "RWD7059",
    severity: "warning",
    message: "`{machine}` has rewards, but nothing reads `{machine}.reward`",
  },
  "starts-finished": {
    code: "RWD7060",
    severity: "warning",
    message: "`{machine}` starts in {end} state `{state}`, so it never moves",
  },
  "state-not-covered": {
    code: "RWD7061",
    severity: "info",
    message: "no guard of state `{state}` holds for some label, so the machine stays there",
  },
  "file-order-decides": {
    code: "RWD7062",
    severity: "warning",
    message: "two edges of state {state} in the machine file hold together: the first in the file is taken",
  },
  "unused-label": { code: "RWD7063", severity: "warning", message: "the machine file never mentions `{label}`" },
  "overwritten-edge": {
    code: "RWD7064",
    severity: "warning",
    message: "with `falling-off-pays` this edge is lost: a later one leads from state {from} to the same state",
  },
  // 7100–7149: temporal objectives
  "unsatisfiable-objective": { code: "RWD7100", severity: "warning", message: "no trace satisfies `{objective}`" },
  "trivial-objective": { code: "RWD7101", severity: "warning", message: "every trace satisfies `{objective}`" },
  "idle-part": { code: "RWD7102", severity: "warning", message: "`{objective}` says the same without this part" },
  "judged-at-first-step": {
    code: "RWD7103",
    severity: "warning",
    message: "`{objective}` looks at the first step only",
  },
  "looks-back-from-first-step": {
    code: "RWD7104",
    severity: "warning",
    message: "`{objective}` looks back from the first step, and nothing lies behind it",
  },
  "judged-at-last-step": {
    code: "RWD7105",
    severity: "warning",
    message: "in an episode, which ends, this says only that `{operand}` holds at the last step",
  },
  "asks-last-step-for-next": {
    code: "RWD7106",
    severity: "warning",
    message: "`{objective}` asks the last step for a next one, which it does not have",
  },
  "never-certain": {
    code: "RWD7107",
    severity: "warning",
    message: "`{objective}.{field}` never holds: before the episode ends `{objective}` is never certain to be {field}",
  },
  "fires-at-end-only": {
    code: "RWD7108",
    severity: "info",
    message: "`on {field} {objective}` can only fire where an episode terminates",
  },
  "equivalent-objectives": {
    code: "RWD7110",
    severity: "warning",
    message: "`{first}` and `{second}` are satisfied by the same traces",
  },
  "contradictory-objectives": {
    code: "RWD7111",
    severity: "warning",
    message: "no trace satisfies both `{first}` and `{second}`",
  },
  "implied-objective": {
    code: "RWD7112",
    severity: "info",
    message: "every trace that satisfies `{first}` satisfies `{second}`",
  },
  "machine-against-objective": {
    code: "RWD7113",
    severity: "warning",
    message: "`{machine}` pays only after `{objective}` is violated",
  },
  // 7200–7249: what the analysis of the whole reward finds
  "idle-pays": { code: "RWD7201", severity: "warning", message: "doing nothing pays {amount} a step" },
  "term-always-zero": { code: "RWD7202", severity: "warning", message: "`{term}` is 0 whatever happens" },
  "term-vanishes": {
    code: "RWD7203",
    severity: "warning",
    message: "`{term}` can never matter next to `{other}`",
  },
  "term-may-break": {
    code: "RWD7204",
    severity: "warning",
    message: "`{term}` is not finite for some finite input",
  },
  "farmable-cycle": {
    code: "RWD7205",
    severity: "warning",
    message: "a cycle of `{machine}` pays {amount} every time round, and never ends the task",
  },
  "longer-wins": {
    code: "RWD7206",
    severity: "info",
    message: "the total is never negative, so that a longer episode never loses",
  },
  "tiers-overlap": {
    code: "RWD7207",
    severity: "warning",
    message: "a lower tier of `{term}` can pay {low} where a higher one pays {high}",
  },
  "only-actions": {
    code: "RWD7208",
    severity: "warning",
    message: "the total reads only {actions}: nothing that the world answers",
  },
  "farmable-loop": {
    code: "RWD7209",
    severity: "warning",
    message: "going round in a loop pays {amount} every time, while `{machine}` stays in `{state}`",
  },
  "analysis-cut-short": {
    code: "RWD7210",
    severity: "info",
    message: "the analysis of `{spec}` ends early: {reason}",
  },
  "steps-outbid-outcome": {
    code: "RWD7211",
    severity: "warning",
    message:
      "`{term}` pays for every step: {steps} steps with a worse `{outcome}` are worth {long}, one step with a better one {short}",
  },
  "flat-in-group": {
    code: "RWD7212",
    severity: "warning",
    message: "`{value}` is the same for all episodes of a group, and the advantage compares these: it never counts",
  },
  "own-baseline": {
    code: "RWD7213",
    severity: "warning",
    message: "`{signal}` of the rollout itself is subtracted from its return: a baseline must not see what it judges",
  },
  "length-decides": {
    code: "RWD7214",
    severity: "info",
    message: "of two episodes that are alike in every step the {winner} one wins: `{sum}` adds up over the steps",
  },
  "own-outputs": {
    code: "RWD7215",
    severity: "warning",
    message: "the learner is given only what the policy puts out itself: {outputs}",
  },
  "bonus-outbids-outcome": {
    code: "RWD7216",
    severity: "warning",
    message: "an episode with a worse `{outcome}` can be worth {low} where one with a better is worth {high}",
  },
});
