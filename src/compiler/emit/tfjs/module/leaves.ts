import { clockName, clockReadings } from "../../../ir/clock.js";
import type { ClockReading, DType } from "../../../ir/node.js";
import type { Program, SignalInput } from "../../../ir/program.js";
import { unreachable } from "../../../unreachable.js";
import { comesLater } from "../../../../runtime/kernel/comes-later.js";
import type { LeafSource } from "../code.js";
import { recordedValues } from "../recorded.js";
import { Identifiers } from "../../names/identifiers.js";
import { keyText } from "./value-text.js";

/** Records whose fields a module takes apart, by the names that snapshots give them. */
export type RecordSource = Exclude<LeafSource, "flags">;

/** Records that a step may read. */
export const stepSources = ["signals", "state", "params", "clock", "trained"] as const;

/** Their types in the module. */
const recordTypes: Readonly<Record<RecordSource, string>> = {
  signals: "Signals",
  state: "State",
  params: "Params",
  clock: "Clock",
  trained: "Trained",
  recorded: "Recorded",
  episodes: "EpisodeSignals",
  groups: "GroupSignals",
};

/** One field of a record of the module. */
export interface LeafField {
  readonly key: string;
  readonly local: string;
  readonly documentation: string;
}

const tensorTypes = { float: "float32", int: "int32", bool: "bool" } as const;

/** Names of what the module reads. Signals and params keep their own as keys; slots get identifiers. No two locals are alike. */
export class Leaves {
  readonly signals: Fields;
  readonly state: Fields;
  readonly params: Fields;
  readonly clock: Fields;
  /** What training remembers from update to update. */
  readonly trained: Fields;
  /** What steps leave to `finish`. */
  readonly recorded: Fields;
  /** Signals that come when an episode or a group is over. */
  readonly episodes: Fields;
  readonly groups: Fields;

  constructor(program: Program) {
    const names = new Identifiers(["terminated", "truncated"]);
    const own = (name: string, words: string, documentation?: string): readonly [string, LeafField] => [
      name,
      {
        key: name,
        local: names.take(name),
        documentation: documentation === undefined ? words : `${documentation} ${words}`,
      },
    ];
    const signals = (rows: string, accept: (signal: SignalInput) => boolean): Fields =>
      new Map(
        program.signals
          .filter(accept)
          .map((signal) => own(signal.name, signalWords(signal, rows), signal.documentation)),
      );
    const at = (rate: "episode" | "group") => (signal: SignalInput) => comesLater(signal) && signal.per?.rate === rate;
    this.signals = signals("N", (signal) => !comesLater(signal));
    this.params = new Map(
      program.params.map(({ name, dtype, shape, documentation }) =>
        own(name, `${typed(dtype, shape)}.`, documentation),
      ),
    );
    this.clock = new Map(
      clockReadings(program.nodes).map((reading) => own(clockName(reading), `${documented(reading)} \`[]\`.`)),
    );
    /** Names of what the compiler makes are no TypeScript yet. */
    const identified = (name: string, words: string): readonly [string, LeafField] => {
      const local = names.take(name);
      return [name, { key: local, local, documentation: `\`${name}\`: ${words}.` }];
    };
    this.state = new Map(program.slots.map(({ name, dtype, shape }) => identified(name, typed(dtype, shape, "N"))));
    this.trained = new Map(
      (program.trained ?? []).map(({ name, dtype, shape }) => identified(name, typed(dtype, shape))),
    );
    this.episodes = signals("N", at("episode"));
    this.groups = signals("P", at("group"));
    this.recorded = new Map(
      program.finish === undefined
        ? []
        : recordedValues(program).map(({ name, dtype, shape }) => [
            name,
            { key: name, local: name, documentation: `${typed(dtype, shape, "T·N")}.` },
          ]),
    );
  }

  /** The type arguments of a snapshot or graph after `first`: those of the clock and of training only where the spec has such. */
  typeArguments(...first: readonly string[]): string {
    const clock = this.clock.size > 0 ? "Clock" : "object";
    const last = this.trained.size > 0 ? [clock, "Trained"] : this.clock.size > 0 ? [clock] : [];
    return `<${[...first, ...last].join(", ")}>`;
  }

  get locals(): readonly string[] {
    return [this.signals, this.state, this.params, this.clock, this.trained].flatMap((fields) =>
      [...fields.values()].map(({ local }) => local),
    );
  }

  /** A leaf inside a function that takes the record apart. */
  local(from: LeafSource, name: string): string {
    return from === "flags" ? name : this.field(from, name).local;
  }

  /** A leaf where the record is at hand. */
  member(from: LeafSource, name: string): string {
    if (from === "flags") return name;
    const { key } = this.field(from, name);
    return keyText(key) === key ? `${from}.${key}` : `${from}[${keyText(key)}]`;
  }

  field(from: RecordSource, name: string): LeafField {
    const field = this[from].get(name);
    if (field === undefined) throw new Error(`${from} has no ${name}`);
    return field;
  }

  /** Parameters that take apart the records of a step of which something is read. */
  parameters(
    reads: Readonly<Record<(typeof stepSources)[number], readonly string[]>>,
  ): readonly { readonly name: string; readonly type: string }[] {
    return stepSources.flatMap((from) => {
      if (reads[from].length === 0) return [];
      const parts = reads[from].map((name) => {
        const { key, local } = this.field(from, name);
        return key === local ? key : `${keyText(key)}: ${local}`;
      });
      return [{ name: `{ ${parts.join(", ")} }`, type: recordTypes[from] }];
    });
  }
}

type Fields = ReadonlyMap<string, LeafField>;

function typed(dtype: DType, shape: readonly number[], rows?: string): string {
  return `${tensorTypes[dtype]} \`[${[...(rows === undefined ? [] : [rows]), ...shape].join(", ")}]\``;
}

function signalWords({ role, dtype, shape, members, missing, presenceOf }: SignalInput, rows: string): string {
  const choices = members === undefined ? "" : `: ${members.map((member, index) => `${index} ${member}`).join(", ")}`;
  const kind =
    presenceOf !== undefined
      ? `Where \`${presenceOf}\` is there, `
      : role === "action"
        ? "Action, "
        : missing !== undefined
          ? "External, "
          : "";
  return `${kind}${typed(dtype, shape, rows)}${choices}.`;
}

/** What a reading of the clock says, and its type. */
function documented({ counts, reads, begin, end }: ClockReading): string {
  const window = `${counts} ${begin} to ${end}`;
  switch (reads) {
    case "elapsed":
      return `The part of ${window} that has passed, float32`;
    case "phase":
      return `The part that has passed of the present ${end - begin} ${counts}, float32`;
    case "reached":
      return `Whether ${end} ${counts} have been made, bool`;
    default:
      return unreachable(reads);
  }
}
