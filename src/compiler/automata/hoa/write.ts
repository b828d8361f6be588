/** An automaton to be written in the Hanoi Omega-Automata format. */
export interface HoaText {
  readonly name: string;
  readonly atoms: readonly string[];
  readonly start: number;
  /** `1 Inf(0)`. */
  readonly acceptance: string;
  /** `Buchi`. */
  readonly acceptanceName: string;
  readonly properties: readonly string[];
  /** Headers of our own, with their values; lower case, since they may be ignored. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly states: readonly HoaTextState[];
}

export interface HoaTextState {
  readonly name?: string;
  readonly sets: readonly number[];
  /** `0&!1 | 2`, over the numbers of the atoms. */
  readonly edges: readonly { readonly label: string; readonly to: number; readonly sets: readonly number[] }[];
}

/** The text, as `readHoa` and other tools read it. */
export function writeHoa(automaton: HoaText): string {
  const { name, atoms, start, acceptance, acceptanceName, properties, headers, states } = automaton;
  const lines = [
    "HOA: v1",
    `name: ${quoted(name)}`,
    `tool: "rewardc"`,
    `States: ${states.length}`,
    `Start: ${start}`,
    ["AP:", atoms.length, ...atoms.map(quoted)].join(" "),
    `acc-name: ${acceptanceName}`,
    `Acceptance: ${acceptance}`,
    `properties: ${properties.join(" ")}`,
    ...headers.map(([header, value]) => `${header}: ${quoted(value)}`),
    "--BODY--",
    ...states.flatMap((state, index) => [
      ["State:", index, ...(state.name === undefined ? [] : [quoted(state.name)]), ...sets(state.sets)].join(" "),
      ...state.edges.map(({ label, to, sets: own }) => [`[${label}]`, to, ...sets(own)].join(" ")),
    ]),
    "--END--",
    "",
  ];
  return lines.join("\n");
}

function sets(numbers: readonly number[]): readonly string[] {
  return numbers.length === 0 ? [] : [`{${numbers.join(" ")}}`];
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, "\\$&")}"`;
}
