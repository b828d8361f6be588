import type { CallSite, Scope } from "./scope.js";

/**
 * The way by which a call of `name`, where the scope stands, comes back to its own declaration: `f` → `g` → `f`, outermost call first; `undefined`
 * where no call around it is one of that declaration.
 */
export function recursion(declaration: CallSite["declaration"], name: string, scope: Scope): string | undefined {
  const names = [name];
  for (let site = scope.calls; site !== undefined; site = site.outer) {
    names.push(site.declaration.name.name);
    if (site.declaration === declaration)
      return names
        .reverse()
        .map((step) => `\`${step}\``)
        .join(" → ");
  }
  return undefined;
}
