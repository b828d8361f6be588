/** Hyper-parameters of PPO. Names say what a number is; CleanRL's names stand in brackets. */
export interface PpoSettings {
  /** N, copies of the environment that are stepped together [num_envs]. */
  readonly environments: number;
  /** T, steps of each copy between two updates [num_steps]. */
  readonly rollout: number;
  /** Parts into which the T * N steps are shuffled; each gives one gradient step [num_minibatches]. */
  readonly minibatches: number;
  /** Passes over the same steps [update_epochs]. */
  readonly epochs: number;
  readonly learningRate: number;
  /** Whether the learning rate falls linearly to 0 over the training [anneal_lr]. */
  readonly anneal: boolean;
  /** γ: what a reward is worth one step later [gamma]. */
  readonly discount: number;
  /** λ of generalised advantage estimation [gae_lambda]. */
  readonly lambda: number;
  /** Half-width of the interval of trusted probability ratios, and of trusted changes of a value [clip_coef]. */
  readonly clip: number;
  /** Whether the value loss is clipped like the ratio [clip_vloss]. */
  readonly clipValues: boolean;
  /** Whether advantages get mean 0 and deviation 1 inside each minibatch [norm_adv]. */
  readonly normaliseAdvantages: boolean;
  /** Weight of the entropy bonus [ent_coef]. */
  readonly entropyWeight: number;
  /** Weight of the value loss [vf_coef]. */
  readonly valueWeight: number;
  /** Largest norm of a gradient step's gradient, over all weights [max_grad_norm]. */
  readonly gradientNorm: number;
  /** Stops an update's passes once the policy has moved so far (k3 estimate of KL); absent: never [target_kl]. */
  readonly targetKl?: number;
  /** Units of the hidden layers, the same for policy and critic. */
  readonly hidden: readonly number[];
  /** Whether observations get running mean 0 and deviation 1, clipped to ±10 (CleanRL does so for continuous control only). */
  readonly normaliseObservations: boolean;
  /** Whether the learner's rewards are divided by the running deviation of the discounted return (CleanRL does so for continuous control only). */
  readonly scaleRewards: boolean;
}

/** The defaults of CleanRL's `ppo.py` (vwxyzjn/cleanrl). The discount is the spec's where it declares one. */
export const cleanRlDefaults: PpoSettings = {
  environments: 4,
  rollout: 128,
  minibatches: 4,
  epochs: 4,
  learningRate: 2.5e-4,
  anneal: true,
  discount: 0.99,
  lambda: 0.95,
  clip: 0.2,
  clipValues: true,
  normaliseAdvantages: true,
  entropyWeight: 0.01,
  valueWeight: 0.5,
  gradientNorm: 0.5,
  hidden: [64, 64],
  normaliseObservations: false,
  scaleRewards: false,
};
