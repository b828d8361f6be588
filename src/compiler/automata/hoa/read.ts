import { always, and, holds, never, not, or, type Formula } from "../formula.js";
import type { SyntaxProblem } from "../syntax-problem.js";
import type { HoaAcceptance, HoaAutomaton, HoaCondition, HoaEdge, HoaState, HoaValue } from "./automaton.js";
import { HoaCursor, HoaMistake, mistake } from "./cursor.js";
import { readExpression } from "./expression.js";
import { hoaTokens, type HoaToken } from "./tokens.js";

export type ReadHoa = { readonly automaton: HoaAutomaton } | { readonly problem: SyntaxProblem };

/** Whether a text is meant to be in the Hanoi Omega-Automata format. */
export function looksLikeHoa(text: string): boolean {
  const [first] = hoaTokens(text.slice(0, 2000));
  return first?.kind === "header" && first.text === "HOA";
}

/** Reads the first automaton of a file in version 1 of the format, all of it. Stops at the first mistake. */
export function readHoa(text: string): ReadHoa {
  try {
    return { automaton: new Reader(new HoaCursor(hoaTokens(text), text.length)).automaton() };
  } catch (error) {
    if (error instanceof HoaMistake) return { problem: error.problem };
    throw error;
  }
}

/** Without labels, a state has an edge for each letter: so many letters can be written out. */
const implicitAtoms = 20;

class Reader {
  #name: string | undefined;
  #tool: readonly string[] | undefined;
  #atoms: readonly string[] | undefined;
  #states: number | undefined;
  readonly #starts: { readonly states: readonly number[]; readonly token: HoaToken | undefined }[] = [];
  #acceptance: Omit<HoaAcceptance, "name"> | undefined;
  #acceptanceName: readonly HoaValue[] | undefined;
  readonly #properties: string[] = [];
  readonly #headers = new Map<string, readonly HoaValue[]>();
  readonly #aliases = new Map<string, Formula>();
  readonly #found = new Map<number, HoaState>();

  constructor(readonly cursor: HoaCursor) {}

  automaton(): HoaAutomaton {
    const { cursor } = this;
    cursor.take("header", "`HOA:`", "HOA");
    cursor.take("identifier", "the version `v1`", "v1");
    for (let header = cursor.try("header"); header !== undefined; header = cursor.try("header")) this.#header(header);
    const body = cursor.take("section", "a header or `--BODY--`", "--BODY--");
    const acceptance = this.#acceptance ?? mistake(body.place, "`--BODY--`", "`Acceptance:` before it");
    while (cursor.is("header")) this.#state(acceptance.sets);
    cursor.take("section", "`State:`, an edge or `--END--`", "--END--");
    const count = this.#states ?? Math.max(-1, ...this.#found.keys()) + 1;
    this.#checkStates(count);
    return {
      ...(this.#name === undefined ? {} : { name: this.#name }),
      ...(this.#tool === undefined ? {} : { tool: this.#tool }),
      atoms: this.#atoms ?? [],
      starts: this.#starts.map(({ states }) => states),
      acceptance: { ...acceptance, ...(this.#acceptanceName === undefined ? {} : { name: this.#acceptanceName }) },
      properties: this.#properties,
      headers: this.#headers,
      states: Array.from(
        { length: count },
        (_, state) => this.#found.get(state) ?? { sets: [], edges: [], place: body.place },
      ),
    };
  }

  #header(header: HoaToken): void {
    const { cursor } = this;
    switch (header.text) {
      case "States":
        this.#once(header, this.#states);
        this.#states = cursor.integer("the number of states");
        return;
      case "Start":
        this.#starts.push({ token: cursor.peek, states: this.#conjunction("the number of a start state", Infinity) });
        return;
      case "AP": {
        this.#once(header, this.#atoms);
        const count = cursor.integer("the number of atomic propositions");
        const atoms: string[] = [];
        while (atoms.length < count) {
          const { text, place } = cursor.take("string", "an atomic proposition in double quotes");
          if (atoms.includes(text)) mistake(place, `\`${text}\` again`, "another name");
          atoms.push(text);
        }
        this.#atoms = atoms;
        return;
      }
      case "Alias": {
        const { text, place } = cursor.take("alias", "the name of an alias, as in `@a`");
        if (this.#aliases.has(text)) mistake(place, `\`@${text}\` again`, "another name");
        this.#aliases.set(text, this.#labelExpression());
        return;
      }
      case "Acceptance":
        this.#once(header, this.#acceptance);
        this.#acceptance = this.#acceptanceOf();
        return;
      case "acc-name":
        this.#once(header, this.#acceptanceName);
        this.#acceptanceName = [
          cursor.take("identifier", "the name of an acceptance condition").text,
          ...this.#values(),
        ];
        return;
      case "tool": {
        const name = cursor.take("string", "the name of a tool in double quotes").text;
        const version = cursor.try("string");
        this.#tool = [name, ...(version === undefined ? [] : [version.text])];
        return;
      }
      case "name":
        this.#name = cursor.take("string", "a name in double quotes").text;
        return;
      case "properties":
        for (let token = cursor.try("identifier"); token !== undefined; token = cursor.try("identifier"))
          this.#properties.push(token.text);
        return;
      case "State":
        return mistake(header.place, "`State:`", "`--BODY--` before the first state");
      default:
        // A capital letter says that the header changes what the automaton means.
        if (/^[A-Z]/u.test(header.text))
          mistake(header.place, `\`${header.text}:\``, "a header of version 1 of the format");
        this.#headers.set(header.text, this.#values());
    }
  }

  #once(header: HoaToken, value: unknown): void {
    if (value !== undefined) mistake(header.place, `\`${header.text}:\` again`, "another header");
  }

  #values(): readonly HoaValue[] {
    const found: HoaValue[] = [];
    for (;;) {
      const token = this.cursor.try("integer") ?? this.cursor.try("string") ?? this.cursor.try("identifier");
      if (token === undefined) return found;
      if (token.kind === "integer") found.push(Number(token.text));
      else if (token.kind === "identifier" && (token.text === "t" || token.text === "f"))
        found.push(token.text === "t");
      else found.push(token.text);
    }
  }

  #conjunction(expected: string, limit: number): readonly number[] {
    const found = [this.cursor.integer(expected, limit)];
    while (this.cursor.try("mark", "&") !== undefined) found.push(this.cursor.integer(expected, limit));
    return found;
  }

  #acceptanceOf(): Omit<HoaAcceptance, "name"> {
    const { cursor } = this;
    const sets = cursor.integer("the number of acceptance sets");
    const join =
      (kind: "and" | "or") =>
      (left: HoaCondition, right: HoaCondition): HoaCondition => ({
        kind,
        operands: [...(left.kind === kind ? left.operands : [left]), right],
      });
    const condition = readExpression<HoaCondition>(cursor, {
      operand: () => {
        const expected = "`Inf(`, `Fin(`, `t` or `f`";
        const { text, place } = cursor.take("identifier", expected);
        if (text === "t" || text === "f") return { kind: "constant", value: text === "t" };
        if (text !== "Inf" && text !== "Fin") return mistake(place, `\`${text}\``, expected);
        cursor.take("mark", "`(`", "(");
        const complement = cursor.try("mark", "!") !== undefined;
        const set = cursor.integer("the number of an acceptance set", sets);
        cursor.take("mark", "`)`", ")");
        return { kind: text === "Inf" ? "infinitely" : "finitely", set, complement };
      },
      not: () => cursor.fail("a condition without `!`, which stands only before the number of a set"),
      and: join("and"),
      or: join("or"),
    });
    return { sets, condition };
  }

  #labelExpression(): Formula {
    const { cursor } = this;
    const atoms = this.#atoms?.length ?? 0;
    return readExpression<Formula>(cursor, {
      operand: () => {
        const expected = "the number of an atomic proposition, an alias, `t` or `f`";
        const alias = cursor.try("alias");
        if (alias !== undefined)
          return (
            this.#aliases.get(alias.text) ??
            mistake(alias.place, `\`@${alias.text}\``, "an alias that is declared before")
          );
        if (cursor.is("integer"))
          return holds(cursor.integer(`the number of one of the ${atoms} atomic propositions`, atoms));
        const { text, place } = cursor.take("identifier", expected);
        return text === "t" ? always : text === "f" ? never : mistake(place, `\`${text}\``, expected);
      },
      not,
      and: (left, right) => and(left, right),
      or: (left, right) => or(left, right),
    });
  }

  #label(): Formula | undefined {
    if (this.cursor.try("mark", "[") === undefined) return undefined;
    const label = this.#labelExpression();
    this.cursor.take("mark", "`]`", "]");
    return label;
  }

  #sets(count: number): readonly number[] {
    if (this.cursor.try("mark", "{") === undefined) return [];
    const found: number[] = [];
    while (this.cursor.try("mark", "}") === undefined)
      found.push(this.cursor.integer("the number of an acceptance set or `}`", count));
    return found;
  }

  #state(sets: number): void {
    const { cursor } = this;
    const header = cursor.take("header", "`State:`", "State");
    const own = this.#label();
    const number = cursor.peek;
    const state = cursor.integer("the number of a state", this.#states);
    if (this.#found.has(state)) mistake(number?.place ?? header.place, `state ${state} again`, "another state");
    const name = cursor.try("string");
    const place = { start: header.place.start, end: (name ?? number ?? header).place.end };
    const acceptance = this.#sets(sets);
    const edges: (Omit<HoaEdge, "label"> & { readonly label?: Formula })[] = [];
    while (cursor.is("mark", "[") || cursor.is("integer")) {
      const start = cursor.peek;
      const label = this.#label();
      if (label !== undefined && own !== undefined)
        mistake(start?.place ?? place, "a label", "an edge without one: the state has a label for all its edges");
      const targets = this.#conjunction("the number of a state", this.#states ?? Infinity);
      edges.push({
        ...(label === undefined ? {} : { label }),
        targets,
        sets: this.#sets(sets),
        place: { start: (start ?? header).place.start, end: cursor.behind },
      });
    }
    this.#found.set(state, {
      ...(name === undefined ? {} : { name: name.text }),
      sets: acceptance,
      edges: this.#labelled(edges, own, place),
      place,
    });
  }

  /** Gives each edge its label: its own, the state's, or by position the letter whose bit k is atom k. */
  #labelled(
    edges: readonly (Omit<HoaEdge, "label"> & { readonly label?: Formula })[],
    own: Formula | undefined,
    place: HoaState["place"],
  ): readonly HoaEdge[] {
    const atoms = this.#atoms?.length ?? 0;
    if (own !== undefined) return edges.map((edge) => ({ ...edge, label: own }));
    const explicit = edges.filter(({ label }) => label !== undefined).length;
    if (edges.length === 0 || explicit === edges.length)
      return edges.map((edge) => ({ ...edge, label: edge.label ?? always }));
    if (explicit > 0) {
      const bare = edges.find(({ label }) => label === undefined);
      return mistake(bare?.place ?? place, "an edge without label", "a label on every edge of the state, or on none");
    }
    if (atoms > implicitAtoms || edges.length !== 2 ** atoms)
      return mistake(
        place,
        `${edges.length} edges without labels`,
        atoms > implicitAtoms ? "labels" : `${2 ** atoms}: one for each letter`,
      );
    return edges.map((edge, letter) => ({ ...edge, label: letterFormula(letter, atoms) }));
  }

  #checkStates(count: number): void {
    for (const { states, token } of this.#starts)
      for (const state of states)
        if (state >= count)
          mistake(token?.place ?? { start: 0, end: 0 }, `\`${state}\``, `the number of one of the ${count} states`);
    for (const { edges } of this.#found.values())
      for (const { targets, place } of edges)
        if (targets.some((target) => target >= count))
          mistake(place, "an edge to no state", `the number of one of the ${count} states`);
  }
}

function letterFormula(letter: number, atoms: number): Formula {
  return and(...Array.from({ length: atoms }, (_, atom) => ((letter >> atom) & 1 ? holds(atom) : not(holds(atom)))));
}
