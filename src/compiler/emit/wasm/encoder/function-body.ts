import { instruction, nothing, sequence, type Code } from "./code.js";
import { unsignedLeb128 } from "./leb128.js";
import type { ModuleBuilder } from "./module-builder.js";
import type { ValueType } from "./value-type.js";

/** A variable of a function. */
export interface Local<T extends ValueType> {
  readonly type: T;
  readonly index: number;
}

const emptyBlock = 0x40;
const end = 0x0b;

/** Writes the body of one function, statement by statement. */
export class FunctionBody {
  readonly #locals: ValueType[] = [];
  #statements: Code<"nothing">[] = [];

  constructor(
    /** The module that the function belongs to, for what it calls. */
    readonly module: ModuleBuilder,
    private readonly parameterCount: number,
  ) {}

  /** A new variable; 0 until it is set. */
  local<T extends ValueType>(type: T): Local<T> {
    this.#locals.push(type);
    return { type, index: this.parameterCount + this.#locals.length - 1 };
  }

  /** Reads a variable. Costs nothing: the engine keeps variables in registers. */
  get<T extends ValueType>({ type, index }: Local<T>): Code<T> {
    return instruction(type, [], [0x20, ...unsignedLeb128(index)]);
  }

  set<T extends ValueType>({ index }: Local<T>, value: Code<T>): void {
    this.run(instruction("nothing", [value], [0x21, ...unsignedLeb128(index)]));
  }

  /** Computes `value` here, once; what it gives can be read as often as one likes. */
  keep<T extends ValueType>(value: Code<T>): Code<T> {
    const local = this.local(value.type);
    this.set(local, value);
    return this.get(local);
  }

  run(statement: Code<"nothing">): void {
    this.#statements.push(statement);
  }

  /** Runs what `then` writes where `condition` is not 0. */
  when(condition: Code<"i32">, then: () => void): void {
    const inside = this.#inside(() => {
      then();
      return nothing;
    });
    this.run({ type: "nothing", parts: [condition, 0x04, emptyBlock, inside, end] });
  }

  /** Runs what `body` writes once, and again as long as the condition that it gives is not 0. */
  repeat(body: () => Code<"i32">): void {
    const inside = this.#inside(() => instruction("nothing", [body()], [0x0d, 0]));
    this.run({ type: "nothing", parts: [0x03, emptyBlock, inside, end] });
  }

  /** What was written so far, and the variables that it needs beside the parameters. */
  written(): { readonly code: Code<"nothing">; readonly locals: readonly ValueType[] } {
    return { code: sequence(this.#statements), locals: this.#locals };
  }

  #inside(write: () => Code<"nothing">): Code<"nothing"> {
    const outer = this.#statements;
    this.#statements = [];
    const last = write();
    const inner = sequence([...this.#statements, last]);
    this.#statements = outer;
    return inner;
  }
}
