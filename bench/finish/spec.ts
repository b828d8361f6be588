/** Whole rollouts in groups, as GRPO takes them: a process reward to go, an answer, a length penalty; returns normalised in their group. */
export const spec = `
reward Rollouts
signal process: float in [0, 1]
signal correct: bool per episode
term thought weight 0.2 = process
term answer = if correct then 1 else 0
term long weight -0.01 = length over episode
report to_go = suffix_sum(process) over episode
report solved = mean(if correct then 1 else 0) over group
advantage = zscore(return, std: population, epsilon: 1e-6) over group
`;
