import type { PlacedField, Placement, Region } from "../shader/placement.js";

/** What a fragment program gives: the words of memory, then those of outputs. */
const given: readonly Region[] = ["memory", "outputs"];

/** The first word of a field among all that a fragment program gives for an environment. */
export function firstWord({ words }: Placement, { region, base }: PlacedField): number {
  return region === "outputs" ? words.memory + base : base;
}

/** So many words a fragment program gives for each environment. */
export function givenWords({ words }: Placement): number {
  return given.reduce((sum, region) => sum + words[region], 0);
}

/** A function in GLSL: the first word of the field that a word belongs to, and how many the field has. */
export function fieldFunction(placement: Placement): string {
  const wide = placement.fields.filter(({ region, width }) => given.includes(region) && width > 1);
  const cases = wide.map((field) => {
    const first = firstWord(placement, field);
    return `  if (word >= ${first}u && word < ${first + field.width}u) { return uvec2(${first}u, ${field.width}u); }\n`;
  });
  return `uvec2 fieldOf(uint word) {
${cases.join("")}  return uvec2(word, 1u);
}`;
}
