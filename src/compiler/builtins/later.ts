/** Functions of the language that come with later versions: known names, answered with `not-in-this-version`. */
export const laterBuiltins: ReadonlySet<string> = new Set(["learn"]);
