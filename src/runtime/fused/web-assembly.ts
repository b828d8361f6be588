/**
 * The part of WebAssembly's JavaScript interface that kernels need. Node has it and browsers too, but Node's types do not, and those of browsers
 * would bring all of the DOM along.
 */
interface WebAssemblyInterface {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Module: {
    new (bytes: Uint8Array<ArrayBuffer>): WebAssemblyModule;
    imports(module: WebAssemblyModule): readonly { readonly module: string; readonly name: string }[];
  };
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => WebAssemblyMemory;
  readonly Instance: new (module: WebAssemblyModule, imports: WebAssemblyImports) => WebAssemblyInstance;
}

/** Compiled code, of which nothing can be seen. */
export interface WebAssemblyModule {
  readonly [Symbol.toStringTag]: string;
}

export interface WebAssemblyMemory {
  readonly buffer: ArrayBufferLike;
}

type Numeric = (...operands: number[]) => number;

/** What a module asks for, by module and name. */
export type WebAssemblyImports = Readonly<Record<string, Readonly<Record<string, Numeric | WebAssemblyMemory>>>>;

interface WebAssemblyInstance {
  readonly exports: Readonly<Record<string, Numeric | undefined>>;
}

/** The engine's WebAssembly. */
export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;
