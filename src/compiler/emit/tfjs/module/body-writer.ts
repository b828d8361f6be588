import type { NodeId } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { referencesOf, type Code, type LeafSource } from "../code.js";
import { constantOf, tensorOf } from "../operands.js";
import { translate } from "../translate.js";
import type { Identifiers } from "../../names/identifiers.js";
import { nodeName } from "../../names/node-name.js";
import { print, type Scope } from "./printer.js";
import type { Tables } from "./tables.js";
import { numberText } from "./value-text.js";

/** Expressions up to this long are written where they are used, if that is in one place. */
const shortEnough = 72;

/** What a body may refer to beside its own nodes. */
export interface Surroundings {
  readonly program: Program;
  readonly codes: ReadonlyMap<NodeId, Code>;
  readonly tables: Tables;
  readonly identifiers: Identifiers;
  /** How a leaf is written in this scope. */
  read(from: LeafSource, name: string): string;
  /** How the value of another section's node is written in this scope. */
  foreign(id: NodeId): string;
  /** What a node of this body should be called, where it has a name of its own. */
  wanted(id: NodeId): string | undefined;
}

/** Writes nodes as statements of one function: what is used once and short goes inline, the rest gets a name. */
export class BodyWriter {
  readonly statements: string[] = [];
  readonly #own: ReadonlySet<NodeId>;
  readonly #uses = new Map<NodeId, number>();
  readonly #texts = new Map<NodeId, string>();
  readonly #scope: Scope;

  /** `outside` lists every use of a node beyond the codes of `own`: in a `return`, as an argument. */
  constructor(
    readonly around: Surroundings,
    own: readonly NodeId[],
    outside: readonly NodeId[],
  ) {
    this.#own = new Set(own);
    for (const id of [...outside, ...own.flatMap((node) => referencesOf(this.#code(node)))]) {
      this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
    }
    this.#scope = {
      tables: around.tables,
      node: (id) => this.value(id),
      read: (from, name) => around.read(from, name),
    };
  }

  /** Writes some of the body's nodes, in order. */
  write(nodes: readonly NodeId[]): void {
    for (const id of nodes) {
      const text = print(this.#code(id), this.#scope);
      if ((this.#uses.get(id) ?? 0) <= 1 && text.length <= shortEnough) {
        this.#texts.set(id, text);
        continue;
      }
      const name = this.around.identifiers.take(this.around.wanted(id) ?? nodeName(this.around.program, id));
      this.statements.push(`const ${name} = ${text};`);
      this.#texts.set(id, name);
    }
  }

  /** The value of a node as an expression; scalar constants as plain numbers and booleans. */
  value(id: NodeId): string {
    const { program } = this.around;
    if (this.#own.has(id)) {
      const text = this.#texts.get(id);
      if (text === undefined) throw new Error(`node ${id} is used before it is written`);
      return text;
    }
    const constant = constantOf(program.nodes, id);
    if (constant !== undefined) {
      const [value = 0] = constant.values;
      if (constant.shape.length === 0) return constant.dtype === "bool" ? String(value !== 0) : numberText(value);
      return print(tensorOf(constant), this.#scope);
    }
    const code = translate(program, id);
    return code.kind === "read" ? this.around.read(code.from, code.name) : this.around.foreign(id);
  }

  #code(id: NodeId): Code {
    const code = this.around.codes.get(id);
    if (code === undefined) throw new Error(`node ${id} was not laid out`);
    return code;
  }
}
