/** What Adam remembers: the moments of each parameter and the number of its steps. */
export interface AdamState {
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly steps: number;
}

const decayFirst = 0.9;
const decaySecond = 0.999;

/** Adam (Kingma and Ba, 2015) with bias correction, on a flat array; ε outside the root, 1e-5 as in CleanRL. */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #steps = 0;

  constructor(
    parameters: number,
    readonly epsilon = 1e-5,
  ) {
    this.#first = new Float32Array(parameters);
    this.#second = new Float32Array(parameters);
  }

  /** Moves `parameters` in place against `gradient` times `scale`. */
  step(parameters: Float32Array, gradient: Float32Array, learningRate: number, scale = 1): void {
    this.#steps += 1;
    const rate = learningRate / (1 - decayFirst ** this.#steps);
    const correction = 1 / Math.sqrt(1 - decaySecond ** this.#steps);
    for (let i = 0; i < parameters.length; i++) {
      const slope = scale * (gradient[i] ?? 0);
      const first = decayFirst * (this.#first[i] ?? 0) + (1 - decayFirst) * slope;
      const second = decaySecond * (this.#second[i] ?? 0) + (1 - decaySecond) * slope * slope;
      this.#first[i] = first;
      this.#second[i] = second;
      parameters[i] = (parameters[i] ?? 0) - (rate * first) / (Math.sqrt(second) * correction + this.epsilon);
    }
  }

  getState(): AdamState {
    return { first: this.#first.slice(), second: this.#second.slice(), steps: this.#steps };
  }

  setState(state: AdamState): void {
    this.#first.set(state.first);
    this.#second.set(state.second);
    this.#steps = state.steps;
  }
}
