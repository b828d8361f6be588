import type { TextEdge, TextMachine } from "./text-machine.js";

/** The text of a machine, as `readText` reads it. Each comment stands behind the first line. */
export function writeText(
  {
    initial,
    terminals,
    edges,
  }: Pick<TextMachine, "initial" | "terminals"> & { readonly edges: readonly Omit<TextEdge, "place">[] },
  comment: string = "initial state",
): string {
  const lines = edges.map(
    ({ from, to, guard, reward }) => `(${from},${to},'${writeGuard(guard)}',${writeReward(reward)})`,
  );
  return [`${initial} # ${comment}`, `[${terminals.join(",")}] # terminal states`, ...lines, ""].join("\n");
}

function writeGuard(guard: TextEdge["guard"]): string {
  if (guard.length === 0) return "False";
  return guard
    .map((cube) =>
      cube.length === 0 ? "True" : cube.map(({ label, negated }) => `${negated ? "!" : ""}${label}`).join("&"),
    )
    .join("|");
}

function writeReward(reward: TextEdge["reward"]): string {
  return reward.function === undefined
    ? String(reward.arguments[0] ?? 0)
    : `${reward.function}(${reward.arguments.join(",")})`;
}
