import type { Code, Codes, FunctionReference } from "./code.js";
import {
  encodeModule,
  type DefinedFunction,
  type DataSegment,
  type ImportedFunction,
  type ImportedMemory,
} from "./encode-module.js";
import { FunctionBody } from "./function-body.js";
import type { ResultType, ValueType } from "./value-type.js";

/** Gathers what a module imports, defines and exports, and encodes it. */
export class ModuleBuilder {
  readonly #imports: ImportedFunction[] = [];
  readonly #functions: DefinedFunction[] = [];
  readonly #exports = new Map<string, FunctionReference>();
  readonly #data: DataSegment[] = [];
  #memory: ImportedMemory | undefined;

  /** The one memory, whoever makes it: `pages` of 64 KiB at least. */
  importMemory(module: string, name: string, pages: number): void {
    this.#memory = { module, name, pages };
  }

  /** Bytes that instantiation writes into the memory at `offset`. */
  data(offset: number, bytes: Uint8Array): void {
    this.#data.push({ offset, bytes });
  }

  /** A function from outside; asked for again, it is the same. */
  importFunction<P extends readonly ValueType[], R extends ResultType>(
    module: string,
    name: string,
    parameters: P,
    result: R,
  ): FunctionReference<P, R> {
    const known = this.#imports.find((other) => other.module === module && other.reference.name === name);
    if (known !== undefined) return known.reference as FunctionReference<P, R>;
    const reference = { name, parameters, result };
    this.#imports.push({ module, reference });
    return reference;
  }

  /** A function of that name: what `build` writes, and the value that it gives at its end. Asked for again, it is the same. */
  define<const P extends readonly ValueType[], R extends ResultType>(
    name: string,
    parameters: P,
    result: R,
    build: (body: FunctionBody, ...parameters: Codes<P>) => Code<R>,
  ): FunctionReference<P, R> {
    const known = this.#functions.find(({ reference }) => reference.name === name);
    if (known !== undefined) return known.reference as FunctionReference<P, R>;
    const body = new FunctionBody(this, parameters.length);
    const values = parameters.map((type, index) => body.get({ type, index }));
    const reference = { name, parameters, result };
    const value = build(body, ...(values as unknown as Codes<P>));
    this.#functions.push({ reference, ...body.written(), value });
    return reference;
  }

  export(name: string, target: FunctionReference): void {
    this.#exports.set(name, target);
  }

  /** The module in WebAssembly's binary format. */
  encode(): Uint8Array<ArrayBuffer> {
    return encodeModule({
      imports: this.#imports,
      memory: this.#memory,
      functions: this.#functions,
      exports: this.#exports,
      data: this.#data,
    });
  }
}
