/*
 * Guards are judged with theory: what a guard can test is a variable with finitely many cells, exactly one of which holds at a time.
 * A free Boolean has two cells, an enum one per member, an expression compared with constants the points and gaps between them.
 */

export interface Variable {
  readonly name: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  /** A condition for people: `not coffee`, `speed > 3`. */
  readonly name: string;
  /** False where the theory rules the cell out (not a number, beyond a declared range); moves are defined there all the same. */
  readonly possible: boolean;
}

/** Cell 0: it does not hold; cell 1: it holds. */
export function freeBoolean(name: string, negation: string = `not ${name}`): Variable {
  return { name, cells: [possible(negation), possible(name)] };
}

/** One cell per member, in their order. */
export function enumeration(name: string, members: readonly string[]): Variable {
  return { name, cells: members.map((member) => possible(`${name} == ${member}`)) };
}

function possible(name: string): Cell {
  return { name, possible: true };
}
