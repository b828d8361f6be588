import type { Declaration, SpecFile } from "../../syntax/ast/index.js";
import { isExpression, walk, type SyntaxNode } from "../../syntax/visit.js";

/** The names that a file reads, outside of its tests and inside of them. */
interface References {
  readonly read: ReadonlySet<string>;
  readonly inTests: ReadonlySet<string>;
}

/** Names that are read somewhere in a file; a parameter of the same name is not the declared one. */
export function referencesOf(file: SpecFile): References {
  const read = new Set<string>(file.extends === undefined ? [] : [file.extends.name]);
  const inTests = new Set<string>();
  for (const declaration of file.declarations) {
    const own = parametersOf(declaration);
    const found = declaration.kind === "test" ? inTests : read;
    walk(declaration, (node) => {
      for (const name of namesRead(node)) if (!own.has(name)) found.add(name);
      const compared = readOfMember(node, own);
      if (compared !== undefined) found.add(compared);
    });
  }
  return { read, inTests };
}

function parametersOf(declaration: Declaration): ReadonlySet<string> {
  switch (declaration.kind) {
    case "def":
      return new Set(declaration.parameters.map(({ name }) => name.name));
    case "machine":
    case "terms":
    case "objective":
      return new Set(declaration.parameters.flatMap(({ names }) => names.map(({ name }) => name)));
    default:
      return new Set();
  }
}

/** `this.score`, or `a.score` in a function that is given `this`: the name of a value of one of two episodes. */
function readOfMember(node: SyntaxNode, parameters: ReadonlySet<string>): string | undefined {
  if (!isExpression(node) || node.kind !== "field" || node.object.kind !== "name") return undefined;
  const { name } = node.object;
  return name === "this" || name === "other" || parameters.has(name) ? node.field.name : undefined;
}

/** The names that a node itself reads; those of the nodes below it come with them. */
function namesRead(node: SyntaxNode): readonly string[] {
  if (isExpression(node)) {
    if (node.kind === "name") return [node.name];
    if (node.kind === "terms") return node.group === undefined ? [] : [node.group.name];
    if (node.kind === "over")
      return [
        ...(node.by?.slice(0, 1).map(({ name }) => name) ?? []),
        ...(node.scope.kind === "named" ? [node.scope.name.name] : []),
      ];
    return node.kind === "place" ? [node.scope.name] : [];
  }
  if ("kind" in node && node.kind === "set" && "path" in node && Array.isArray(node.path)) {
    const [first] = node.path as readonly { readonly name: string }[];
    return first === undefined ? [] : [first.name];
  }
  if (isInstance(node)) return [node.body.template.name];
  return [];
}

function isInstance(
  node: SyntaxNode,
): node is SyntaxNode & { readonly body: { readonly template: { readonly name: string } } } {
  return (
    "kind" in node &&
    node.kind === "machine" &&
    "body" in node &&
    typeof node.body === "object" &&
    node.body !== null &&
    "template" in node.body
  );
}
