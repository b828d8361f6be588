import type { GraphBuilder } from "../ir/builder.js";
import type { Node, NodeId } from "../ir/node.js";

/** The derivative of the reward by a node. */
export interface Adjoint {
  readonly node: NodeId;
  /** It may be 0 because a side was not taken: then a factor that is not finite must not turn it into NaN. */
  readonly masked: boolean;
}

/** Derivatives of the reward by the nodes of a graph, gathered from whoever reads a node before the node is asked for. */
export class Adjoints {
  readonly #gathered = new Map<NodeId, Adjoint>();

  constructor(
    readonly builder: GraphBuilder,
    /** The nodes whose derivatives are of interest. */
    private readonly wanted: ReadonlySet<NodeId>,
  ) {}

  /** The node whose derivatives these are. */
  begin(id: NodeId): void {
    this.#gathered.set(id, { node: this.builder.constant(1), masked: false });
  }

  of(id: NodeId): Adjoint | undefined {
    return this.#gathered.get(id);
  }

  needs(id: NodeId | undefined): id is NodeId {
    return id !== undefined && this.wanted.has(id);
  }

  /** Adds what one reader passes on to `id`. `gradient` may be smaller or larger than the node by axes that broadcast. */
  add(id: NodeId, gradient: NodeId, masked: boolean): void {
    if (!this.wanted.has(id)) return;
    const fitted = this.#fitted(gradient, this.builder.node(id));
    const earlier = this.#gathered.get(id);
    this.#gathered.set(id, {
      node: earlier === undefined ? fitted : this.builder.binary("add", earlier.node, fitted),
      masked: masked || earlier?.masked === true,
    });
  }

  /** `gradient · factor`, where a gradient of 0 that stands for a side not taken stays 0 whatever the factor is. */
  scaled({ node, masked }: Adjoint, factor: NodeId): NodeId {
    const { builder } = this;
    const product = builder.binary("multiply", node, factor);
    if (!masked) return product;
    const zero = builder.constant(0);
    return builder.select(builder.binary("equal", node, zero), zero, product);
  }

  /** Sums over the axes along which the node was stretched, and stretches over those along which the gradient is the same. */
  #fitted(gradient: NodeId, { shape }: Node): NodeId {
    const { builder } = this;
    const found = builder.node(gradient).shape;
    const aligned = builder.reshape(gradient, [
      ...Array.from({ length: shape.length - found.length }, () => 1),
      ...found,
    ]);
    const stretched = builder
      .node(aligned)
      .shape.flatMap((size, axis) => (size > 1 && shape[axis] === 1 ? [axis] : []));
    const summed = stretched.length === 0 ? aligned : builder.reduce("sum", aligned, stretched);
    const kept = builder.node(aligned).shape.map((size, axis) => (stretched.includes(axis) ? 1 : size));
    return builder.broadcast(builder.reshape(summed, kept), shape);
  }
}
