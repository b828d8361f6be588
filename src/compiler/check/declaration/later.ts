import type { Declaration } from "../../syntax/ast/index.js";

/** What a declaration is called if this version of the compiler does not have it. */
export function laterConstruct(declaration: Declaration): string | undefined {
  switch (declaration.kind) {
    case "constraint":
      return "`constraint`";
    case "model":
      return "`model`";
    case "terms":
      return declaration.parameters.length > 0 ? "a group of terms with parameters" : undefined;
    case "import":
    case "signal":
    case "param":
    case "let":
    case "def":
    case "axis":
    case "term":
    case "machine":
    case "objective":
    case "shape":
    case "total":
    case "segment":
    case "advantage":
    case "keep":
    case "mask":
    case "report":
    case "terminate":
    case "truncate":
    case "discount":
    case "dt":
    case "agents":
    case "nan":
    case "assert":
    case "variant":
    case "test":
      return undefined;
  }
}
