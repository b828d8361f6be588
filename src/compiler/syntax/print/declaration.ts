import type {
  Declaration,
  Expression,
  Identifier,
  Options,
  SignalDeclaration,
  ShapeDeclaration,
  TermDeclaration,
  VariantItem,
} from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { printString } from "./expression-pieces.js";
import { block, documented } from "./lines.js";
import { machineLines, printArguments } from "./machine.js";
import { printDeclared, printPlaces, printReference } from "./place.js";
import { printExpression, printOperand } from "./print-expression.js";
import { testLines } from "./test-block.js";
import { printParameters, printRange, printType } from "./type.js";

/** The lines of a declaration, documentation included. */
export function declarationLines(declaration: Declaration): string[] {
  return documented(declaration.documentation, linesOf(declaration));
}

function linesOf(it: Declaration): string[] {
  switch (it.kind) {
    case "import": {
      const names = it.names.map(
        ({ name, alias }) =>
          printReference(name.name) + (alias === undefined ? "" : ` as ${printDeclared(alias.name)}`),
      );
      return [`import { ${names.join(", ")}${names.length === 0 ? "" : " "}} from ${printString(it.from.value)}`];
    }
    case "signal":
      return [printSignal(it)];
    case "param":
      return [`param ${printDeclared(it.name.name)}: ${printType(it.type)} = ${printExpression(it.value)}`];
    case "let":
      return [`let ${printDeclared(it.name.name)} = ${printExpression(it.value)}`];
    case "def": {
      const parameters = it.parameters.map(
        ({ name, default: value }) =>
          printDeclared(name.name) + (value === undefined ? "" : ` = ${printExpression(value)}`),
      );
      return [`def ${printDeclared(it.name.name)}(${parameters.join(", ")}) = ${printExpression(it.body)}`];
    }
    case "axis": {
      const members = it.members?.map((member) => printDeclared(member.name));
      const size = it.atMost === undefined ? "" : ` <= ${printExpression(it.atMost)}`;
      return [`axis ${printDeclared(it.name.name)}${members === undefined ? size : ` = { ${members.join(", ")} }`}`];
    }
    case "segment":
      return [`segment ${printDeclared(it.name.name)} = ${it.form}(${printExpression(it.condition)})`];
    case "term":
      return [printTerm(it)];
    case "terms":
      return block(
        `terms ${printDeclared(it.name.name)}${printParameters(it.parameters)}`,
        it.members.flatMap(declarationLines),
      );
    case "machine":
      return machineLines(it);
    case "objective": {
      const head = `objective ${printDeclared(it.name.name)}${printParameters(it.parameters)}${it.readsSource ? " reads source" : ""}`;
      return [`${head} = ${printExpression(it.formula, printPlaces.formula)}${printOptions(it.options)}`];
    }
    case "shape":
      return [printShape(it)];
    case "total":
    case "advantage":
      return [`${it.kind} = ${printExpression(it.value)}`];
    case "keep":
      return [`keep group when ${printExpression(it.condition)}`];
    case "mask":
      return [`mask episode when ${printExpression(it.condition)}`];
    case "report":
      return [`report ${printDeclared(it.name.name)} = ${printExpression(it.value)}`];
    case "constraint":
      return [`constraint ${printDeclared(it.name.name)}: ${printExpression(it.condition)}${printOptions(it.options)}`];
    case "terminate":
      return [
        `terminate when ${printExpression(it.condition)}${clause("reward", it.reward)}${into(it.into)}${cause(it.cause)}`,
      ];
    case "truncate":
      return [`truncate when ${printExpression(it.condition)}${cause(it.cause)}`];
    case "discount":
    case "dt":
      return [`${it.kind} ${printExpression(it.value)}`];
    case "agents":
      return [`agents ${printExpression(it.count)}`];
    case "nan":
      return [`nan ${it.policy}`];
    case "assert":
      return [`assert ${printExpression(it.condition)}`];
    case "variant":
      return block(`variant ${printDeclared(it.name.name)}`, it.items.flatMap(variantLines));
    case "model":
      return [
        `model ${printDeclared(it.name.name)}${printArguments(it.features)}: ${printType(it.type)} trained by ${printExpression(it.loss)}${printOptions(it.options)}`,
      ];
    case "test":
      return testLines(it);
    default:
      return unreachable(it);
  }
}

function clause(word: string, value: Expression | undefined): string {
  return value === undefined ? "" : ` ${word} ${printExpression(value)}`;
}

function cause(text: { readonly value: string } | undefined): string {
  return text === undefined ? "" : ` cause ${printString(text.value)}`;
}

function into(component: Identifier | undefined): string {
  return component === undefined ? "" : ` into ${printReference(component.name)}`;
}

function printOptions(options: Options): string {
  const list = options.map(({ name, value }) => `${name?.name ?? ""}: ${printExpression(value)}`);
  return list.length === 0 ? "" : ` with ${list.join(", ")}`;
}

function printPolicy(missing: NonNullable<SignalDeclaration["missing"]>): string {
  switch (missing.policy) {
    case "skip":
    case "error":
      return missing.policy;
    case "default":
      return `default ${printExpression(missing.value)}`;
    case "hold":
      return `hold default ${printExpression(missing.value)}`;
  }
}

function printSignal(it: SignalDeclaration): string {
  return [
    it.role === "external" ? "external signal" : it.role,
    `${it.names.map((name) => printDeclared(name.name)).join(", ")}:`,
    printType(it.type),
    ...(it.perAgent ? ["per agent"] : []),
    ...(it.per === undefined ? [] : [`per ${printReference(it.per.name)}${it.atStart ? " at start" : ""}`]),
    ...(it.default === undefined ? [] : [`= ${printExpression(it.default)}`]),
    ...(it.missing === undefined ? [] : [`missing ${printPolicy(it.missing)}`]),
  ].join(" ");
}

function printTerm(it: TermDeclaration): string {
  const weight = clause("weight", it.weight) + (it.perSecond ? " per s" : "");
  const clip = it.clip === undefined ? "" : ` clip ${printRange(it.clip)}`;
  return `${it.primary ? "primary " : ""}term ${printDeclared(it.name.name)}${weight}${clause("when", it.when)} = ${printExpression(it.body)}${clip}`;
}

function printShape(it: ShapeDeclaration): string {
  return `shape ${printForm(it.form)}${clause("weight", it.weight)}${into(it.into)}${printOptions(it.options)}`;
}

function printForm(form: ShapeDeclaration["form"]): string {
  switch (form.kind) {
    case "potential":
      return `potential ${printExpression(form.potential)}`;
    case "value-iteration":
      return `${printSubject(form.machine)} by value iteration`;
    case "progress":
      return `${printSubject(form.objective)} by progress`;
    default:
      return unreachable(form);
  }
}

/** `shape potential` always begins a potential. */
function printSubject(subject: Expression): string {
  return printOperand(subject).replace(/^potential\b/, "`potential`");
}

function variantLines(item: VariantItem): string[] {
  if (item.kind !== "set") return declarationLines(item);
  const path = item.path.map((name, at) => (at === 0 ? printReference(name.name) : name.name)).join(".");
  return [`set ${path} = ${printExpression(item.value)}`];
}
