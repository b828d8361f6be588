import { readFileSync, writeFileSync } from "node:fs";
import type { EmptyTrace, TranslateOptions } from "../../compiler/automata/temporal/dfa.js";
import type { DialectName } from "../../compiler/automata/temporal/dialects/dialect.js";
import { printFormula } from "../../compiler/automata/temporal/dialects/print.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Sources } from "../../compiler/diagnostics/json.js";
import { unreachable } from "../../compiler/unreachable.js";
import { exitCodes, UsageError, type Shell } from "../command.js";
import { printDiagnostics } from "../print-diagnostics.js";
import { batch } from "./batch.js";
import { checkTrace } from "./check-trace.js";
import { compare, overSameAtoms } from "./compare.js";
import { foreignFormula } from "./foreign-formula.js";
import type { FoundFormula, NamedInfiniteFormula } from "./named-formula.js";
import { translated, translatedInfinite } from "./translated.js";
import { writeAutomaton, writeInfinite, type AutomatonFormat } from "./write-automaton.js";

/** What `rewardc automaton` is asked for. */
export interface AutomatonOptions extends TranslateOptions {
  readonly source:
    | { readonly kind: "spec"; readonly file: string; readonly name?: string }
    | { readonly kind: "formula"; readonly text: string }
    /** `show`: the difference itself is what is asked for. */
    | { readonly kind: "compare"; readonly formulas: readonly [string, string]; readonly show: boolean }
    | { readonly kind: "batch" };
  readonly dialect: DialectName;
  readonly format: AutomatonFormat;
  readonly empty: EmptyTrace;
  readonly printAs?: DialectName;
  /** To be judged. */
  readonly trace?: string;
  readonly output?: string;
}

/** Formulas with larger automata are written without a word on what is suspicious about them, which would take long to find. */
const lintedStates = 1000;

type Reader = (text: string, path: string) => FoundFormula;

/** Runs the command: data on stdout or in a file, words for people on stderr. */
export async function run(options: AutomatonOptions, shell: Shell): Promise<void> {
  const { source } = options;
  switch (source.kind) {
    case "batch":
      return runBatch(options, await readerOf(options.dialect), shell);
    case "compare":
      return runComparison(source.formulas, source.show, options, await readerOf(options.dialect), shell);
    case "formula":
      return runOne((await readerOf(options.dialect))(source.text, "formula"), options, shell);
    case "spec": {
      const { specFormula } = await import("./spec-formula.js");
      return runOne(specFormula(source.file, source.name), options, shell);
    }
    default:
      return unreachable(source);
  }
}

/** The language's own parser takes longer to load than all of the others together. */
async function readerOf(dialect: DialectName): Promise<Reader> {
  if (dialect !== "rewardc") return (text, path) => foreignFormula(text, dialect, path);
  return (await import("./own-formula.js")).ownFormula;
}

async function runOne(read: FoundFormula, options: AutomatonOptions, shell: Shell): Promise<void> {
  if (read.infinite !== undefined) return runInfinite(read.infinite, read, options, shell);
  const found = printed(read, shell);
  if (found === undefined) return;
  if (options.printAs !== undefined) {
    const text = printFormula(found.formula, found.atoms, options.printAs);
    if ("obstacle" in text) throw new UsageError(`${options.printAs} has no ${text.obstacle}`);
    return write(`${text.text}\n`, options, shell);
  }
  const result = translated(found, options, "formula");
  if ("diagnostic" in result) return fail([result.diagnostic], read.sources, shell);
  if (result.dfa.moves.length <= lintedStates) printDiagnostics(read.lint?.() ?? [], read.sources, "human", shell);
  const automaton = { formula: found.text, atoms: found.atoms, dfa: result.dfa };
  if (options.trace !== undefined) {
    const checked = checkTrace(automaton, options.trace);
    if (!("verdict" in checked))
      return fail(checked.diagnostics, new Map([[checked.source.path, checked.source]]), shell, exitCodes.usage);
    write(`${JSON.stringify(checked.verdict)}\n`, options, shell);
    shell.err(checked.sentence);
    if (!checked.verdict.accepted) shell.exit(exitCodes.findings);
    return;
  }
  const written = await writeAutomaton(automaton, options.format, result.milliseconds);
  if ("obstacle" in written) throw new UsageError(`${options.format} has no room for ${written.obstacle}`);
  write(written.text, options, shell);
}

/** An objective on infinite traces: its automaton can be written, and that is all. */
async function runInfinite(
  infinite: NamedInfiniteFormula,
  { diagnostics, sources }: FoundFormula,
  options: AutomatonOptions,
  shell: Shell,
): Promise<void> {
  if (options.printAs !== undefined || options.trace !== undefined)
    throw new UsageError("--print-as and --check are for formulas over finite traces");
  printDiagnostics(diagnostics, sources, "human", shell);
  const result = translatedInfinite(infinite, options, "formula");
  if ("diagnostic" in result) return fail([result.diagnostic], sources, shell);
  const named = { formula: infinite.text, atoms: infinite.atoms, automaton: result.automaton };
  const written = await writeInfinite(named, options.format, result.milliseconds);
  if ("obstacle" in written) throw new UsageError(`${options.format} has no room for ${written.obstacle}`);
  write(written.text, options, shell);
}

function runComparison(
  texts: readonly [string, string],
  show: boolean,
  options: AutomatonOptions,
  read: Reader,
  shell: Shell,
): void {
  const left = printed(read(texts[0], "the first formula"), shell);
  const right = printed(read(texts[1], "the second formula"), shell);
  if (left === undefined || right === undefined) return;
  const formulas = overSameAtoms(left, right);
  const first = translated(formulas[0], options, "the first formula");
  const second = translated(formulas[1], options, "the second formula");
  if ("diagnostic" in first) return fail([first.diagnostic], new Map(), shell);
  if ("diagnostic" in second) return fail([second.diagnostic], new Map(), shell);
  const comparison = compare(formulas, [first.dfa, second.dfa], options.empty);
  write(`${JSON.stringify(comparison)}\n`, options, shell);
  if (comparison.equivalent) return shell.err("equivalent\n");
  const [accepts] = comparison.accepted ?? [];
  shell.err(`different: only the ${accepts === true ? "first" : "second"} accepts \`${comparison.trace ?? ""}\`\n`);
  if (show && comparison.test !== undefined) shell.err(`\n${comparison.test}`);
  shell.exit(exitCodes.findings);
}

function runBatch(options: AutomatonOptions, read: Reader, shell: Shell): void {
  const { format } = options;
  if (format !== "json" && format !== "summary") throw new UsageError("--batch writes json or summary");
  if (options.printAs !== undefined || options.trace !== undefined)
    throw new UsageError("--batch goes with neither --print-as nor --check");
  const lines: string[] = [];
  for (const record of batch(readFileSync(0, "utf8"), { ...options, format, read })) {
    if (record.type === "error") shell.exit(exitCodes.findings);
    if (options.output === undefined) shell.out(`${JSON.stringify(record)}\n`);
    else lines.push(`${JSON.stringify(record)}\n`);
  }
  if (options.output !== undefined) write(lines.join(""), options, shell);
}

/** What was found, once its findings are printed; nothing where one of them is an error. */
function printed({ found, infinite, diagnostics, sources }: FoundFormula, shell: Shell): FoundFormula["found"] {
  if (infinite !== undefined) throw new UsageError("formulas over infinite traces cannot be compared");
  printDiagnostics(diagnostics, sources, "human", shell);
  if (found !== undefined && diagnostics.every(({ severity }) => severity !== "error")) return found;
  shell.exit(exitCodes.findings);
  return undefined;
}

function fail(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  shell: Shell,
  code: (typeof exitCodes)[keyof typeof exitCodes] = exitCodes.findings,
): void {
  printDiagnostics(diagnostics, sources, "human", shell);
  shell.exit(code);
}

function write(text: string, { output }: AutomatonOptions, shell: Shell): void {
  if (output === undefined) return shell.out(text);
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new UsageError(
      `cannot write ${output}: ${error instanceof Error && "code" in error ? String(error.code) : String(error)}`,
    );
  }
}
