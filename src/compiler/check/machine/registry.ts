import { report } from "../../diagnostics/report.js";
import type { Context, DefinitionOf, MachineInterface } from "../context.js";
import { scopeOf, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedMachine } from "../typed.js";
import { checkImportedMachine, type ImportOptions } from "./import.js";
import { checkStates, interfaceOf, templateOf, type StatesBody } from "./interface.js";
import { checkMachine } from "./machine.js";
import { instanceScope } from "./template.js";

interface Registered {
  readonly definition: DefinitionOf<"machine">;
  readonly name: string;
  readonly interface: MachineInterface | undefined;
  readonly body: StatesBody | undefined;
  readonly imported: TypedMachine | undefined;
  readonly template: DefinitionOf<"machine"> | undefined;
}

/** All machines of a spec. What others read of a machine is known before its guards are checked, so that guards may read any machine. */
export class MachinesRegistry {
  readonly #machines = new Map<DefinitionOf<"machine">["declaration"], Registered>();
  readonly #names = new Map<DefinitionOf<"machine">["declaration"], string>();
  readonly #open = new Set<DefinitionOf<"machine">["declaration"]>();

  constructor(
    private readonly context: Context,
    private readonly imports: ImportOptions,
  ) {}

  /** Says what a machine is called in this spec: an import may have another name. */
  name(definition: DefinitionOf<"machine">, name: string): void {
    this.#names.set(definition.declaration, name);
  }

  *interface(definition: DefinitionOf<"machine">): Checking<MachineInterface | undefined> {
    const { declaration } = definition;
    const known = this.#machines.get(declaration);
    if (known !== undefined) return known.interface;
    const name = this.#names.get(declaration) ?? definition.name;
    const scope = scopeOf(definition.home);
    if (this.#open.has(declaration)) {
      this.context.report(
        scope,
        report("cyclic-definition", declaration.name.span, { name, path: `\`${name}\` → \`${name}\`` }),
      );
      return undefined;
    }
    this.#open.add(declaration);
    const registered = yield* defer(this.#register(definition, name, scope));
    this.#open.delete(declaration);
    this.#machines.set(declaration, registered);
    return registered.interface;
  }

  *#register(definition: DefinitionOf<"machine">, name: string, scope: Scope): Checking<Registered> {
    const { declaration } = definition;
    const nothing: Registered = {
      definition,
      name,
      interface: undefined,
      body: undefined,
      imported: undefined,
      template: undefined,
    };
    if (declaration.parameters.length > 0) {
      const help = `make an instance: \`machine ${definition.name}1 = ${definition.name}(…)\``;
      this.context.report(
        scope,
        report("not-a-value", declaration.name.span, { name: definition.name, what: "a machine template" }, { help }),
      );
      return nothing;
    }
    if (declaration.body.kind === "import") {
      const imported = yield* defer(checkImportedMachine(name, definition, this.imports, this.context));
      return imported === undefined
        ? nothing
        : { ...nothing, imported, interface: interfaceOf(name, imported.states, imported.counters) };
    }
    const template = templateOf(definition, this.context);
    if (template === undefined) return nothing;
    const body = yield* defer(checkStates(template.declaration, scopeOf(template.home), this.context));
    return body === undefined
      ? nothing
      : { ...nothing, template, body, interface: interfaceOf(name, body.states, body.counters) };
  }

  /** The machine with its guards; `undefined` after a mistake. */
  *typed(definition: DefinitionOf<"machine">): Checking<TypedMachine | undefined> {
    yield* defer(this.interface(definition));
    const registered = this.#machines.get(definition.declaration);
    if (registered?.imported !== undefined) return registered.imported;
    if (registered?.body === undefined || registered.template === undefined) return undefined;
    const scope = yield* defer(instanceScope(definition, registered.template, scopeOf(definition.home), this.context));
    return (
      scope &&
      (yield* defer(checkMachine(registered.name, definition.declaration, registered.body, scope, this.context)))
    );
  }

  /** The machines that something has read or declared, in that order. */
  get definitions(): readonly DefinitionOf<"machine">[] {
    return [...this.#machines.values()].map(({ definition }) => definition);
  }
}
