/** Hyper-parameters of group-relative policy optimisation. */
export interface GrpoSettings {
  /** Prompts in an update; each is a group. */
  readonly groups: number;
  /** Answers to each prompt. */
  readonly members: number;
  /** Passes over the answers of an update. */
  readonly epochs: number;
  /** Parts into which the answers are shuffled in each pass; each gives one gradient step. */
  readonly minibatches: number;
  readonly learningRate: number;
  /** Whether the learning rate falls linearly to 0 over the training. */
  readonly anneal: boolean;
  /** How far below 1 a probability ratio is trusted. */
  readonly clip: number;
  /** How far above 1; absent: as far as below. DAPO (2503.14476) lets it be larger. */
  readonly clipHigher?: number;
  /**
   * What is averaged: every token alike (DAPO), the answers' means (GRPO, 2402.03300, where tokens of long answers weigh less), or every token by the longest that an answer may be (Dr. GRPO, 2503.20783).
   */
  readonly average: "tokens" | "answers" | "limit";
  /** Weight of the estimated KL divergence (k3) from the policy of the beginning. */
  readonly klWeight: number;
  /** Weight of the entropy bonus. */
  readonly entropyWeight: number;
  /** Largest norm of a gradient step's gradient. */
  readonly gradientNorm: number;
  /** Units of the policy's hidden layers. */
  readonly hidden: readonly number[];
}

/** For the small policies of this runtime; no published defaults are for such. */
export const grpoDefaults: GrpoSettings = {
  groups: 8,
  members: 8,
  epochs: 1,
  minibatches: 1,
  learningRate: 0.003,
  anneal: false,
  clip: 0.2,
  average: "tokens",
  klWeight: 0,
  entropyWeight: 0,
  gradientNorm: 1,
  hidden: [64],
};
