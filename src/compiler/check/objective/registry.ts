import { report } from "../../diagnostics/report.js";
import type { Context, DefinitionOf, ObjectiveInterface } from "../context.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isInfinite } from "./infinite.js";
import { bodyOf, checkObjective, type CheckedObjective } from "./objective.js";

type Declaration = DefinitionOf<"objective">["declaration"];

/** All objectives of a spec. What others read of one is known before its conditions are checked, so that conditions may read any objective. */
export class ObjectivesRegistry {
  readonly #names = new Map<Declaration, string>();
  readonly #interfaces = new Map<Declaration, ObjectiveInterface | undefined>();
  readonly #checked = new Map<Declaration, CheckedObjective | undefined>();
  readonly #definitions = new Map<Declaration, DefinitionOf<"objective">>();
  readonly #open = new Set<Declaration>();

  constructor(private readonly context: Context) {}

  /** Says what an objective is called in this spec: an import may have another name. */
  name(definition: DefinitionOf<"objective">, name: string): void {
    this.#names.set(definition.declaration, name);
  }

  *interface(definition: DefinitionOf<"objective">): Checking<ObjectiveInterface | undefined> {
    const { declaration } = definition;
    this.#definitions.set(declaration, definition);
    if (this.#interfaces.has(declaration)) return this.#interfaces.get(declaration);
    const name = this.#names.get(declaration) ?? definition.name;
    if (declaration.parameters.length > 0) {
      const help = `make an instance: \`objective ${definition.name}1 = ${definition.name}(…)\``;
      this.context.report(
        scopeOf(definition.home),
        report("not-a-value", declaration.name.span, { name, what: "a template of objectives" }, { help }),
      );
      this.#interfaces.set(declaration, undefined);
      return undefined;
    }
    // Arguments of an instance may read the objective's own fields; they are known by then.
    const smooth = declaration.options.some((option) => option.name?.name === "smooth");
    this.#interfaces.set(declaration, {
      name,
      smooth,
      infinite: isInfinite(declaration.formula, scopeOf(definition.home), this.context),
    });
    const body = yield* defer(bodyOf(definition, this.context));
    const known = body && {
      name,
      smooth,
      infinite: isInfinite(body.declaration.formula, body.scope, this.context),
    };
    this.#interfaces.set(declaration, known);
    return known;
  }

  /** The objective with its automaton; `undefined` after a mistake. */
  *typed(definition: DefinitionOf<"objective">): Checking<CheckedObjective | undefined> {
    const { declaration } = definition;
    if (this.#checked.has(declaration)) return this.#checked.get(declaration);
    const known = yield* defer(this.interface(definition));
    if (known === undefined || this.#open.has(declaration)) return undefined;
    this.#open.add(declaration);
    const checked = yield* defer(checkObjective(known.name, definition, this.context));
    this.#open.delete(declaration);
    this.#checked.set(declaration, checked);
    return checked;
  }

  /** The objectives that something has read or declared, in that order. */
  get definitions(): readonly DefinitionOf<"objective">[] {
    return [...this.#definitions.values()];
  }
}
