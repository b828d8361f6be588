import * as tf from "@tensorflow/tfjs-core";
import { asColumns, asOne, byTables, type Arrangement } from "./arrangement.js";
import { memberTables } from "./member-table.js";
import type { ElementRate, PooledRate, PoolScope } from "./rates.js";

/**
 * Which steps, episodes and groups a batch of trajectories has. The values of a rate stand along the first axis: steps `[T·N]` in the order of time (row n of step t at t·N + n), pairs of the first
 * episode first, episodes `[N]`, groups `[P]`, the batch `[1]`. Tables are made when they are first asked for, whatever the scope, and are the layout's to dispose.
 */
export class BatchLayout {
  readonly #arrangements = new Map<string, Arrangement>();
  readonly #owners = new Map<string, tf.Tensor1D>();
  readonly #held: tf.Tensor[] = [];
  #pairs: Pairs | undefined;

  constructor(
    readonly steps: number,
    /** The group of each episode, in `[0, groupCount)`. */
    readonly groups: readonly number[],
    readonly groupCount: number,
    /** bool `[T·N]`: the rows that are steps. Those of an episode stand together at its beginning. */
    readonly mask: tf.Tensor,
  ) {}

  get episodes(): number {
    return this.groups.length;
  }

  /** How many values there are at a rate, rows that are no steps included. */
  count(rate: ElementRate): number {
    switch (rate) {
      case "step":
        return this.steps * this.episodes;
      case "pair":
        return this.pairs.this.length;
      case "episode":
        return this.episodes;
      case "group":
        return this.groupCount;
      case "batch":
        return 1;
    }
  }

  /** Ordered pairs of episodes of one group, an episode with itself included. */
  get pairs(): Pairs {
    return (this.#pairs ??= pairsOf(this.groups, this.groupCount));
  }

  /** The members of the scopes. */
  arrangement(of: PooledRate, scope: PoolScope): Arrangement {
    const key = `${of} ${scope}`;
    const known = this.#arrangements.get(key);
    if (known !== undefined) return known;
    const made = this.#arrange(of, scope);
    this.#arrangements.set(key, made);
    return made;
  }

  #arrange(of: PooledRate, scope: PoolScope): Arrangement {
    const { steps, episodes } = this;
    if (of === "pair") {
      if (scope !== "episode") throw new Error("pairs are pooled for an episode");
      return byTables(memberTables(this.pairs.this, episodes), this.count("pair"), 1, this.#hold);
    }
    if (scope === "batch") return asOne(this.count(of));
    if (scope === "episode") return asColumns(steps, episodes);
    const tables = memberTables(this.groups, this.groupCount);
    if (of === "episode") return byTables(tables, episodes, 1, this.#hold);
    // The steps of an episode, one after the other, in the episode's place.
    const columns = asColumns(steps, episodes);
    const whole = byTables(tables, episodes, steps, this.#hold);
    const inOrder = (values: tf.Tensor): tf.Tensor =>
      tf.reshape(columns.blocks[0]?.take(values) ?? values, [steps * episodes, -1]);
    return {
      blocks: whole.blocks.map((block) => ({ ...block, take: (values) => block.take(inOrder(values)) })),
      scopes: (parts) => whole.scopes(parts),
      elements: (parts) => columns.elements([tf.reshape(whole.elements(parts), [episodes, steps, -1])]),
    };
  }

  /** For each element of the faster rate the one of the slower rate that it belongs to. */
  owners(of: "episode" | "pair", scope: "episode" | "group"): tf.Tensor1D {
    return this.#index(`${of} ${scope}`, () => {
      if (of === "episode") return Int32Array.from(this.groups);
      const { this: first } = this.pairs;
      return scope === "episode" ? first : first.map((episode) => this.groups[episode] ?? 0);
    });
  }

  /** The episodes of one side of each pair. */
  side(side: keyof Pairs): tf.Tensor1D {
    return this.#index(side, () => this.pairs[side]);
  }

  dispose(): void {
    tf.dispose(this.#held);
  }

  #index(key: string, indices: () => Int32Array): tf.Tensor1D {
    const known = this.#owners.get(key);
    if (known !== undefined) return known;
    const made = this.#hold(tf.tensor1d(indices(), "int32"));
    this.#owners.set(key, made);
    return made;
  }

  readonly #hold = <T extends tf.Tensor>(tensor: T): T => {
    this.#held.push(tensor);
    return tf.keep(tensor);
  };
}

export interface Pairs {
  readonly this: Int32Array;
  readonly other: Int32Array;
}

function pairsOf(groups: readonly number[], count: number): Pairs {
  const members: number[][] = Array.from({ length: count }, () => []);
  groups.forEach((group, episode) => members[group]?.push(episode));
  const pairs = groups.reduce((sum, group) => sum + (members[group]?.length ?? 0), 0);
  const [first, second] = [new Int32Array(pairs), new Int32Array(pairs)];
  let place = 0;
  groups.forEach((group, episode) => {
    for (const other of members[group] ?? []) {
      first[place] = episode;
      second[place++] = other;
    }
  });
  return { this: first, other: second };
}
