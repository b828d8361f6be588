import type {
  TypedExpression,
  TypedInfiniteObjective,
  TypedLet,
  TypedMachine,
  TypedObjective,
  TypedPastObjective,
  TypedSpec,
  TypedTerm,
} from "../check/typed.js";
import { allObjectives } from "../check/all-objectives.js";
import type { Lowering, MemoryDraft, SlotDraft } from "../builtins/builtin.js";
import { GraphBuilder } from "../ir/builder.js";
import type { NodeId } from "../ir/node.js";
import { Timings } from "../check/dataflow/timings.js";
import { constantOf } from "./constant-of.js";
import { lowerExpression } from "./expression.js";
import { lowerFinished } from "./finish/finished.js";
import { prerequisites } from "./prerequisites.js";
import { Presence } from "./presence.js";

export type LoweringPhase = "step" | "reset" | "finish";

/** What each component of a total is worth to a learner that takes one number. */
export type ComponentWeights = Readonly<Record<string, number>>;

/**
 * The state of one run of `lower`: the graph under construction and what has been lowered already, by object identity and phase.
 * Expressions are lowered bottom-up with a list of our own instead of the call stack, so that a chain of any length is fine.
 */
export class SpecLowering {
  readonly ir = new GraphBuilder();
  readonly step: PhaseLowering;
  readonly reset: PhaseLowering;
  readonly finish: PhaseLowering;
  readonly timings: Timings;
  /** Some external signal is masked where it is missing. */
  readonly hasMasks: boolean;
  readonly #later: (() => void)[] = [];
  readonly #terms: ReadonlyMap<string, TypedTerm>;
  readonly #machines: ReadonlyMap<string, TypedMachine>;
  readonly #objectives: ReadonlyMap<string, TypedObjective | TypedPastObjective | TypedInfiniteObjective>;
  readonly #memories = new Map<object, Map<string, NodeId>>();
  readonly #once = new Map<string, unknown>();

  constructor(
    readonly spec: TypedSpec,
    readonly weights?: ComponentWeights,
  ) {
    this.#terms = new Map(spec.terms.map((term) => [term.name, term]));
    this.#machines = new Map(spec.machines.map((machine) => [machine.name, machine]));
    this.#objectives = new Map(allObjectives(spec).map((objective) => [objective.name, objective]));
    this.hasMasks = spec.signals.some(({ missing }) => missing?.policy === "skip");
    this.step = new PhaseLowering(this, "step");
    this.reset = new PhaseLowering(this, "reset");
    this.finish = new PhaseLowering(this, "finish");
    this.timings = Timings.of(spec);
  }

  /** Postpones the writing of a slot until the step's graph stands. */
  later(write: () => void): void {
    this.#later.push(write);
  }

  /** Writes what was postponed, and what that postponed in turn. */
  settle(): void {
    for (let write = this.#later.shift(); write !== undefined; write = this.#later.shift()) write();
  }

  term(name: string): TypedTerm {
    return found(this.#terms.get(name), `term ${name}`);
  }

  machine(name: string): TypedMachine {
    return found(this.#machines.get(name), `machine ${name}`);
  }

  objective(name: string): TypedObjective | TypedPastObjective | TypedInfiniteObjective {
    return found(this.#objectives.get(name), `objective ${name}`);
  }

  /** What a component is worth where the learner takes one number; 1 for a total that is one. A component without weight is a `RangeError`. */
  worth(component: string | undefined): number {
    if (component === undefined || this.weights === undefined) return 1;
    const worth = Object.hasOwn(this.weights, component) ? this.weights[component] : undefined;
    if (worth === undefined)
      throw new RangeError(`the component \`${component}\` of \`${this.spec.name}\` has no weight`);
    return worth;
  }

  /** The memory of one owner, made when it is first asked for. */
  memory(owner: object, name: string, make: () => NodeId): NodeId {
    const own = this.#memories.get(owner) ?? new Map<string, NodeId>();
    this.#memories.set(owner, own);
    const known = own.get(name);
    if (known !== undefined) return known;
    const value = make();
    own.set(name, value);
    return value;
  }

  /** Makes the thing called `key` when it is first asked for. A thing that needs itself is a fault of the checker. */
  once<T>(key: string, make: () => T): T {
    if (this.#once.has(key)) {
      const value = this.#once.get(key);
      if (value === underConstruction) throw new Error(`${key} needs itself`);
      return value as T;
    }
    this.#once.set(key, underConstruction);
    const value = make();
    this.#once.set(key, value);
    return value;
  }
}

const underConstruction = Symbol("under construction");

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
}

/** Lowers expressions in one phase; this is what built-ins see of the lowering. */
export class PhaseLowering implements Lowering {
  readonly ir: GraphBuilder;
  readonly dt: number | undefined;
  readonly #nodes = new Map<TypedExpression | TypedLet, NodeId>();
  readonly #presence = new Presence(this);

  constructor(
    readonly whole: SpecLowering,
    readonly phase: LoweringPhase,
    /** In a test, `terminated` is every end, those by `nan terminate` included (terms may read the declared ones only), and in the end a term is what it pays in each step. */
    readonly inTest = false,
  ) {
    this.ir = whole.ir;
    this.dt = whole.spec.dt;
  }

  expression(root: TypedExpression): NodeId {
    const open: TypedExpression[] = [root];
    const entered = new Set<TypedExpression>();
    for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
      if (this.#nodes.has(current)) {
        open.pop();
        continue;
      }
      if (!entered.has(current)) {
        entered.add(current);
        const missing = prerequisites(current, this).filter((value) => !this.#nodes.has(value));
        if (missing.length > 0) {
          open.push(...missing.reverse());
          continue;
        }
      }
      this.#nodes.set(current, this.#make(current));
      open.pop();
    }
    const node = this.#nodes.get(root);
    if (node === undefined) throw new Error("an expression was not lowered");
    return node;
  }

  presenceOfAll(values: readonly TypedExpression[]): NodeId | undefined {
    // What a reset must bring is there, and what it may leave out has a value that stands in.
    return this.phase === "reset" || !this.whole.hasMasks ? undefined : this.#presence.ofAll(values);
  }

  atReset(value: TypedExpression): NodeId {
    return this.whole.reset.expression(value);
  }

  state(draft: SlotDraft, next: (old: NodeId) => NodeId): NodeId {
    if (this.phase === "finish") return this.#acrossUpdates(draft, next);
    if (this.phase === "reset") throw new Error(`${draft.name} asks for state at a reset`);
    const { ir } = this;
    const { survivesResets = false, ...rest } = draft;
    const slot = ir.slot({ ...rest, persistent: survivesResets });
    if (survivesResets) ir.setInitial(slot, ir.read(slot, "reset"));
    const old = ir.read(slot);
    this.whole.later(() => ir.setNext(slot, keepFinite(ir, next(old), old)));
    return old;
  }

  remember({ owner, ...draft }: MemoryDraft, next: Parameters<Lowering["remember"]>[1]): NodeId {
    const { whole, ir } = this;
    const { finish, step } = whole;
    return whole.memory(owner, draft.name, () =>
      this.#remembered(draft, (old) => keepFinite(ir, next(old, { finish, step }), old)),
    );
  }

  /** History at the rate of the batch counts updates. */
  #acrossUpdates({ name, dtype, shape, initial }: SlotDraft, next: (old: NodeId) => NodeId): NodeId {
    const { ir } = this;
    const draft = { name, dtype, shape, initial: constantOf(ir, initial) };
    return this.#remembered(draft, (old) => keepFinite(ir, next(old), old));
  }

  #remembered(draft: Omit<MemoryDraft, "owner">, next: (old: NodeId) => NodeId): NodeId {
    const { slot, value } = this.ir.remember(draft);
    this.whole.later(() => this.ir.setTrained(slot, next(value)));
    return value;
  }

  #make(value: TypedExpression): NodeId {
    return this.ir.at(value.span, () =>
      this.phase === "finish" ? lowerFinished(value, this) : lowerExpression(value, this),
    );
  }
}

/** Non-finite values are never written into state: the old value stays, element by element. */
function keepFinite(ir: GraphBuilder, next: NodeId, old: NodeId): NodeId {
  const { dtype } = ir.node(old);
  if (dtype !== "float" || next === old) return next;
  const made = ir.node(next);
  if (made.op === "dynamic-update") {
    // Only what is written needs a look.
    const [array = old, index = old, part = old] = made.inputs;
    return ir.dynamicUpdate(
      keepFinite(ir, array, old),
      index,
      ir.select(ir.unary("is-finite", part), part, ir.dynamicSlice(old, index)),
    );
  }
  return ir.select(ir.unary("is-finite", next), next, old);
}
