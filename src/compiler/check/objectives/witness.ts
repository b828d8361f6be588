import { unlessTooLarge } from "../../automata/diagram.js";
import { shortestWord, type Word } from "../../automata/temporal/analysis/shortest-word.js";
import type { Dfa } from "../../automata/temporal/dfa.js";
import { showWord } from "../machines/context.js";
import { testLetters, testSteps } from "../machines/test-steps.js";
import type { TypedObjective } from "../typed.js";
import type { ObjectiveSpec } from "./context.js";
import { noScenery, sceneryOf, type Scenery } from "./scenery.js";
import { spaceOf, type Space } from "./space.js";

/** What a trace is looked for: automata, each over the atoms of an objective, and what they must say of the trace. */
export interface Question {
  readonly automata: readonly { readonly objective: TypedObjective; readonly dfa: Dfa }[];
  goal(accepted: readonly boolean[]): boolean;
}

/** What a test is called and what it expects at its end. */
export interface Claim {
  readonly name: string;
  readonly expectation: string;
}

/** What a test expects whose trace satisfies the objective, or does not. */
export function verdictIs({ name }: Pick<TypedObjective, "name">, satisfied: boolean): string {
  return `${name}.verdict == ${satisfied ? "Satisfied" : "Violated"}`;
}

/**
 * A shortest trace as notes: in words, and as a test that can be pasted into the spec. For a test the trace is a shortest one that the spec's own endings allow; there is none where
 * no such trace was found, or where a letter is about what a test cannot set.
 */
export function witness(spec: ObjectiveSpec, question: Question, claim: Claim): readonly string[] {
  const played = realTrace(spec, question);
  const test = played === undefined ? undefined : asTest(spec, question, played, claim);
  const shown = test === undefined ? freeTrace(question) : played;
  if (shown === undefined) return [];
  return [
    `shortest trace: ${showWord(shown.space, shown.word)}`,
    ...(test === undefined ? [] : [`as a test: ${test}`]),
  ];
}

interface Found {
  readonly space: Space;
  readonly word: Word;
  /** Machines that move along the word. */
  readonly machines: ReadonlySet<string>;
}

function atomsOf({ automata }: Question): TypedObjective["atoms"] {
  return automata.flatMap(({ objective }) => objective.atoms);
}

/** A trace that nothing but the theory of the atoms restricts. */
function freeTrace(question: Question): Found | undefined {
  return search(question, noScenery);
}

/** A trace that the spec's own endings allow; `undefined` also where they cannot be followed. */
function realTrace(spec: ObjectiveSpec, question: Question): Found | undefined {
  if (question.automata.some(({ objective }) => objective.readsSource) && spec.endings.length > 0) return undefined;
  const scenery = sceneryOf(spec, atomsOf(question));
  return scenery && unlessTooLarge(() => search(question, scenery));
}

function search(question: Question, scenery: Scenery): Found | undefined {
  const { automata } = question;
  const space = spaceOf([...atomsOf(question), ...scenery.conditions]);
  const components = automata.map(({ objective, dfa }) => space.component(objective, dfa));
  const found = shortestWord(space.diagrams, [...components, ...scenery.components(space)], (states) =>
    question.goal(automata.map(({ dfa }, index) => dfa.accepting[states[index] ?? 0] === true)),
  );
  return found.kind === "found" && found.word.length <= scenery.longest
    ? { space, word: found.word, machines: scenery.machines }
    : undefined;
}

function asTest(
  spec: ObjectiveSpec,
  { automata }: Question,
  { space, word, machines }: Found,
  { name, expectation }: Claim,
): string | undefined {
  const letters = testLetters(space.theory.variables, word, spec.signals, machines);
  if (letters === undefined) return undefined;
  const fromSource = automata[0]?.objective.readsSource === true;
  const [first = "{}", ...rest] = letters;
  // Letter 0 of what reads the source is the reset's; the last step's own signals are no letter.
  const steps = fromSource ? `reset ${first}  ${testSteps([...rest, "{}"])}` : testSteps(letters);
  return `test "${name}" { ${steps}  end expect ${expectation} }`;
}
