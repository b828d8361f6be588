/*
 * Guards are judged with theory: what a guard can test is a variable with finitely many cells, exactly one of which holds at a time.
 * A free Boolean has two cells, an enum one per member, an expression compared with constants the points and gaps between them.
 */

export interface Variable {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The condition that the variable is in one of the accepted cells, for people; some possible cell is accepted and some is not. */
  describe?(accepted: readonly boolean[]): string;
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
  const equal = (own: readonly string[]): string => own.map((member) => `${name} == ${member}`).join(" or ");
  return {
    name,
    cells: members.map((member) => possible(`${name} == ${member}`)),
    describe(accepted) {
      const [inside, outside] = [
        members.filter((_, cell) => accepted[cell] === true),
        members.filter((_, cell) => accepted[cell] !== true),
      ];
      if (inside.length > 1 && outside.length === 1) return `${name} != ${outside[0] ?? ""}`;
      return inside.length === 1 ? equal(inside) : `(${equal(inside)})`;
    },
  };
}

function possible(name: string): Cell {
  return { name, possible: true };
}
