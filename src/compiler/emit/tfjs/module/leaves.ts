import { clockName, clockReadings } from "../../../ir/clock.js";
import type { ClockReading } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { unreachable } from "../../../unreachable.js";
import { Identifiers } from "./identifiers.js";
import { keyText } from "./value-text.js";

type Source = "signals" | "state" | "params" | "clock" | "flags";

/** One field of the module's `Signals`, `State`, `Params` or of the clock's readings. */
export interface LeafField {
  readonly key: string;
  readonly local: string;
  readonly documentation: string;
}

const tensorTypes = { float: "float32", int: "int32", bool: "bool" } as const;

/** Names of what a step reads. Signals and params keep their own as keys; slots get identifiers. No two locals are alike. */
export class Leaves {
  readonly signals: ReadonlyMap<string, LeafField>;
  readonly state: ReadonlyMap<string, LeafField>;
  readonly params: ReadonlyMap<string, LeafField>;
  readonly clock: ReadonlyMap<string, LeafField>;

  constructor(program: Program) {
    const names = new Identifiers(["terminated", "truncated"]);
    const shape = (sizes: readonly number[], rows: boolean): string =>
      `\`[${[...(rows ? ["N"] : []), ...sizes].join(", ")}]\``;
    this.signals = new Map(
      program.signals.map(({ name, role, dtype, shape: sizes, members, documentation, missing, presenceOf }) => {
        const choices =
          members === undefined ? "" : `: ${members.map((member, index) => `${index} ${member}`).join(", ")}`;
        const kind =
          presenceOf !== undefined
            ? `Where \`${presenceOf}\` is there, `
            : role === "action"
              ? "Action, "
              : missing !== undefined
                ? "External, "
                : "";
        const words = `${kind}${tensorTypes[dtype]} ${shape(sizes, true)}${choices}.`;
        return [
          name,
          {
            key: name,
            local: names.take(name),
            documentation: documentation === undefined ? words : `${documentation} ${words}`,
          },
        ];
      }),
    );
    this.params = new Map(
      program.params.map(({ name, dtype, shape: sizes, documentation }) => {
        const words = `${tensorTypes[dtype]} ${shape(sizes, false)}.`;
        return [
          name,
          {
            key: name,
            local: names.take(name),
            documentation: documentation === undefined ? words : `${documentation} ${words}`,
          },
        ];
      }),
    );
    this.clock = new Map(
      clockReadings(program.nodes).map((reading) => {
        const name = clockName(reading);
        return [name, { key: name, local: names.take(name), documentation: `${documented(reading)} \`[]\`.` }];
      }),
    );
    this.state = new Map(
      program.slots.map(({ name, dtype, shape: sizes }) => {
        const local = names.take(name);
        return [
          name,
          { key: local, local, documentation: `\`${name}\`: ${tensorTypes[dtype]} ${shape(sizes, true)}.` },
        ];
      }),
    );
  }

  /** The type arguments of a snapshot or graph after `first`: the clock's only where the spec has schedules. */
  typeArguments(...first: readonly string[]): string {
    return `<${[...first, ...(this.clock.size === 0 ? [] : ["Clock"])].join(", ")}>`;
  }

  get locals(): readonly string[] {
    return [this.signals, this.state, this.params, this.clock].flatMap((fields) =>
      [...fields.values()].map(({ local }) => local),
    );
  }

  /** A leaf inside a function that takes the record apart. */
  local(from: Source, name: string): string {
    return from === "flags" ? name : this.field(from, name).local;
  }

  /** A leaf where the record is at hand. */
  member(from: Source, name: string): string {
    if (from === "flags") return name;
    const { key } = this.field(from, name);
    return keyText(key) === key ? `${from}.${key}` : `${from}[${keyText(key)}]`;
  }

  field(from: Exclude<Source, "flags">, name: string): LeafField {
    const field = this[from].get(name);
    if (field === undefined) throw new Error(`${from} has no ${name}`);
    return field;
  }

  /** Parameters that take apart the records of which something is read. */
  parameters(
    reads: Readonly<Record<Exclude<Source, "flags">, readonly string[]>>,
  ): readonly { readonly name: string; readonly type: string }[] {
    const types = { signals: "Signals", state: "State", params: "Params", clock: "Clock" } as const;
    return (["signals", "state", "params", "clock"] as const).flatMap((from) => {
      if (reads[from].length === 0) return [];
      const parts = reads[from].map((name) => {
        const { key, local } = this.field(from, name);
        return key === local ? key : `${keyText(key)}: ${local}`;
      });
      return [{ name: `{ ${parts.join(", ")} }`, type: types[from] }];
    });
  }
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
