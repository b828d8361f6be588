import { UsageError, type RegisterCommand } from "../command.js";
import type { AutomatonOptions } from "../automaton/run.js";

/** What commander gives; every option of a run is a text. */
interface Options {
  readonly ltlf?: string;
  readonly format: string;
  readonly dialect: string;
  readonly empty: string;
  readonly printAs?: string;
  readonly maxStates?: string;
  readonly timeLimit?: string;
  readonly batch?: boolean;
  readonly check?: string;
  readonly equivalent?: readonly string[];
  readonly diff?: readonly string[];
  readonly output?: string;
}

export const registerAutomaton: RegisterCommand = (program, shell) => {
  program
    .command("automaton")
    .argument("[file]", "a spec")
    .argument("[name]", "which objective, where the spec has several")
    .option("--ltlf <formula>", "a formula instead of a spec; its names are propositions")
    .option(
      "--dialect <name>",
      "whose syntax the formula is in: rewardc, spot, ltlf2dfa, lydia, owl or tlsf",
      "rewardc",
    )
    .option("--format <format>", "json, summary, hoa, dot, mermaid, svg, mona or text", "json")
    .option("--empty <answer>", "what the empty trace is: free (nobody asks), accept or reject", "free")
    .option("--max-states <n>", "end the translation where it needs more")
    .option("--time-limit <seconds>", "end the translation where it takes longer")
    .option("--print-as <dialect>", "print the formula in another syntax instead")
    .option("--check <trace>", "judge a trace, `a; a, b; -` or a file of such letters, instead")
    .option("--equivalent <formulas...>", "say whether two formulas are equivalent")
    .option("--diff <formulas...>", "a shortest trace that tells two formulas apart, also as a spec with a test")
    .option("--batch", "one formula a line from standard input, one record a line on stdout (json or summary)")
    .option("-o, --output <file>", "write there instead of to stdout")
    .description("translate a temporal formula to its minimal automaton")
    .addHelpText(
      "after",
      "\nExamples:\n  rewardc automaton --ltlf 'F (coffee and X F office)' --format svg -o coffee.svg\n" +
        "  rewardc automaton --ltlf 'G(a -> X b)' --dialect spot --check 'a; b; a'\n" +
        "  rewardc automaton --batch --format summary < formulas.txt",
    )
    .action(async (file: string | undefined, name: string | undefined, options: Options) => {
      const { run } = await import("../automaton/run.js");
      await run(await settings(file, name, options), shell);
    });
};

async function settings(
  file: string | undefined,
  name: string | undefined,
  options: Options,
): Promise<AutomatonOptions> {
  const { dialectNames } = await import("../../compiler/automata/temporal/dialects/dialect.js");
  const { automatonFormats } = await import("../automaton/write-automaton.js");
  const dialect = oneOf("--dialect", options.dialect, dialectNames);
  const pair = (flag: string, formulas: readonly string[] | undefined): readonly [string, string] | undefined => {
    const [first, second, third] = formulas ?? [];
    if (formulas === undefined) return undefined;
    if (first === undefined || second === undefined || third !== undefined)
      throw new UsageError(`${flag} takes two formulas, found ${formulas.length}`);
    return [first, second];
  };
  const equivalent = pair("--equivalent", options.equivalent);
  const diff = pair("--diff", options.diff);
  const sources = [file, options.ltlf, equivalent, diff, options.batch].filter((source) => source !== undefined);
  if (sources.length !== 1) throw new UsageError("give one of FILE [NAME], --ltlf, --equivalent, --diff and --batch");
  if (dialect !== "rewardc" && file !== undefined)
    throw new UsageError("--dialect is for formulas: a spec has its own syntax");
  const maxStates = positive("--max-states", options.maxStates);
  const seconds = positive("--time-limit", options.timeLimit);
  const format = oneOf("--format", options.format, automatonFormats);
  return {
    source:
      options.batch === true
        ? { kind: "batch" }
        : equivalent !== undefined
          ? { kind: "compare", formulas: equivalent, show: false }
          : diff !== undefined
            ? { kind: "compare", formulas: diff, show: true }
            : options.ltlf !== undefined
              ? { kind: "formula", text: options.ltlf }
              : { kind: "spec", file: file ?? "", ...(name === undefined ? {} : { name }) },
    dialect,
    format,
    empty: oneOf("--empty", options.empty, ["free", "accept", "reject"] as const),
    ...(options.printAs === undefined ? {} : { printAs: oneOf("--print-as", options.printAs, dialectNames) }),
    ...(options.check === undefined ? {} : { trace: options.check }),
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(seconds === undefined ? {} : { milliseconds: seconds * 1000 }),
    ...(options.output === undefined ? {} : { output: options.output }),
  };
}

function oneOf<const T extends readonly string[]>(flag: string, value: string, allowed: T): T[number] {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${flag} is one of ${allowed.join(", ")}, found \`${value}\``);
  return found;
}

function positive(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!(number > 0) || (flag === "--max-states" && !Number.isInteger(number)))
    throw new UsageError(`${flag} is a positive number, found \`${value}\``);
  return number;
}
