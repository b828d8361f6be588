/** Weights, rewards or observations grew until a gradient was not finite. Nothing was learnt from it. */
export class Divergence extends Error {
  override readonly name = "Divergence";
  /** `help`: what tames it, for the learner at hand. */
  constructor(help: string) {
    super(`the policy's gradient is not finite: ${help}`);
  }
}
