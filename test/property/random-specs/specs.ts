import fc from "fast-check";
import { expressions, fill } from "./expressions.js";

/** What every random spec declares, read or not. */
const head = `reward Random

signal x, y: float
signal k: int in [-5, 5]
signal p, q: bool
signal v, w: float[3]
signal mode: enum { Slow, Fast, Off }
param scale: float in [0.1, 2] = 0.5

discount 0.9
nan zero`;

const outside = expressions({
  floats: ["M.reward", "Past.progress", "Then.progress"],
  ints: ["M.n", "M.steps_in_state"],
  bools: ["(M.state == A)", "M.entered(B)", "Then.accepting", "Then.violated", "Past.satisfied"],
});
/** Guards and rewards of the machine, and atoms of the objectives, read neither. */
const inside = expressions({ floats: [], ints: [], bools: [], inFormula: true });
const counting = expressions({ floats: [], ints: ["n"], bools: [] });

const maybe = (clause: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(""), clause);

const edge = fc
  .record({
    guard: inside.bool,
    target: fc.constantFrom("A", "B", "C"),
    reward: maybe(counting.float.map((value) => ` reward ${value}`)),
    update: maybe(fc.constantFrom(" do n += 1", " do n -= 1", " do n = 0")),
  })
  .map(({ guard, target, reward, update }) => ({ guard, rest: `-> ${target}${reward}${update}` }));

function state(name: string): fc.Arbitrary<string> {
  return fc
    .record({
      reward: maybe(counting.float.map((value) => ` reward ${value}`)),
      edges: fc.array(edge, { maxLength: 3 }),
    })
    .map(({ reward, edges }) => {
      const lines = edges.map(({ guard, rest }, index) => `    ${index === 0 ? "when" : "else when"} ${guard} ${rest}`);
      return [`  state ${name}${reward} {`, ...lines, "  }"].join("\n");
    });
}

const machine = fc
  .record({
    start: fc.constantFrom("start { A: 1 }", "start { A: 0.5, B: 0.5 }"),
    states: fc.tuple(state("A"), state("B")),
    end: fc.constantFrom("state", "done state", "final state"),
  })
  .map(({ start, states, end }) =>
    ["machine M {", "  counter n: int in [-1, 3] = 0", `  ${start}`, ...states, `  ${end} C`, "}"].join("\n"),
  );

const past = fc
  .tuple(
    fc.constantFrom(
      "historically (#)",
      "once (#)",
      "once[1, 3] (#)",
      "(#) since (#)",
      "previously (#)",
      "historically[0, 2] (#)",
    ),
    inside.bool,
    inside.bool,
  )
  .map(([form, ...parts]) => `objective Past = ${fill(form, parts)}`);
const future = fc
  .tuple(
    fc.constantFrom(
      "eventually (#)",
      "always (#)",
      "(#) until (#)",
      "always ((#) implies next (#))",
      "eventually ((#) and eventually (#))",
      "always[0, 3] (#)",
      "((#) responds to (#))",
    ),
    inside.bool,
    inside.bool,
  )
  .map(([form, ...parts]) => `objective Then = ${fill(form, parts)}`);

const weight = fc.oneof(
  fc.constant(""),
  fc.constantFrom(
    " weight -0.5",
    " weight scale",
    " weight schedule(linear, from: 1, to: 0, over: 100 steps)",
    " weight schedule(piecewise {0: 1, 50: 0.3}, over: updates)",
  ),
);

function term(name: string): fc.Arbitrary<string> {
  return fc
    .record({
      weight,
      when: maybe(outside.bool.map((guard) => ` when ${guard}`)),
      body: fc.oneof(
        outside.float,
        outside.float.map((value) => `${value} on satisfied Then`),
        fc.tuple(outside.float, outside.bool).map(([value, event]) => `${value} on rising(${event})`),
      ),
      clip: maybe(fc.constant(" clip [-1, 1]")),
    })
    .map(({ weight, when, body, clip }) => `term ${name}${weight}${when} = ${body}${clip}`);
}

const ending = maybe(
  fc
    .tuple(fc.constantFrom("terminate", "truncate"), inside.bool)
    .map(([how, condition]) => `${how} when ${condition}${how === "terminate" ? " reward -1" : ""}`),
);

const shaping = maybe(fc.constantFrom("shape Then by progress", "shape potential -abs(x)"));

/** The text of a well-typed spec with terms, a machine, a future and a past objective. */
export const randomSpec: fc.Arbitrary<string> = fc
  .tuple(
    machine,
    future,
    past,
    fc.array(fc.constant(undefined), { minLength: 1, maxLength: 3 }),
    term("a"),
    term("b"),
    term("c"),
    ending,
    shaping,
  )
  .map(([machine, future, past, terms, a, b, c, ...rest]) =>
    [head, machine, future, past, ...[a, b, c].slice(0, terms.length), ...rest]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
