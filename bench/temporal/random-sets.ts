import { atom, type TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";
import { type RandomStream, stream } from "../../src/runtime/random/index.js";
import { atomsOf } from "./atoms-of.js";
import type { NamedFormula } from "./family.js";
import { and, any, exclusive, F, G, implies, indices, not, or, times, U, W, X } from "./notation.js";

/** A specification over as many atoms, environment and system alternately. */
interface Base {
  readonly atoms: number;
  readonly formula: (atoms: readonly TemporalFormula[]) => TemporalFormula;
}

const p = (atoms: readonly TemporalFormula[], index: number): TemporalFormula => atoms[index] ?? not(and());

/** At one of the next `steps` steps, or at each of them. */
const soon = (steps: number, operand: TemporalFormula): TemporalFormula =>
  any(steps, (step) => times(step + 1, X, operand));
const throughout = (steps: number, operand: TemporalFormula): TemporalFormula =>
  and(...indices(steps).map((step) => times(step + 1, X, operand)));

/** If grants are soon cancelled, requests are soon answered, single and not before the cancellation. */
const deadline =
  (assumed: number, cancels: boolean): Base["formula"] =>
  (atoms) => {
    const [request, grant, trigger, answer] = [0, 1, 2, 3].map((index) => p(atoms, index)) as [
      TemporalFormula,
      TemporalFormula,
      TemporalFormula,
      TemporalFormula,
    ];
    return implies(
      G(implies(trigger, soon(assumed, answer))),
      and(
        G(implies(request, soon(3, cancels ? or(grant, trigger) : grant))),
        G(implies(grant, X(not(grant)))),
        G(implies(trigger, X(U(not(grant), answer)))),
      ),
    );
  };

/** Clients ask and are granted, one at a time, not before they asked. */
const arbiter =
  (clients: number): Base["formula"] =>
  (atoms) => {
    const ask = (client: number): TemporalFormula => p(atoms, 2 * client);
    const grant = (client: number): TemporalFormula => p(atoms, 2 * client + 1);
    return and(
      ...indices(clients).map((client) => G(implies(ask(client), F(grant(client))))),
      G(exclusive(indices(clients).map(grant))),
      ...indices(clients).map((client) => W(not(grant(client)), ask(client))),
    );
  };

/** Fair: who asks again and again is served again and again, one at a time. */
const fair =
  (clients: number): Base["formula"] =>
  (atoms) =>
    and(
      ...indices(clients).map((client) => implies(G(F(p(atoms, 2 * client))), G(F(p(atoms, 2 * client + 1))))),
      G(exclusive(indices(clients).map((client) => p(atoms, 2 * client + 1)))),
    );

/** Jobs go to servers that are idle, one job at a time, and to each server that is idle again and again. */
const loadBalancer =
  (servers: number): Base["formula"] =>
  (atoms) => {
    const idle = (server: number): TemporalFormula => p(atoms, 2 * server);
    const given = (server: number): TemporalFormula => X(p(atoms, 2 * server + 1));
    return and(
      ...indices(servers).map((server) => G(implies(given(server), idle(server)))),
      G(exclusive(indices(servers).map(given))),
      ...indices(servers).map((server) => implies(G(F(idle(server))), G(F(given(server))))),
    );
  };

/**
 * Small specifications of reactive systems in the manner of the demonstration set of Lily (Jobstmann and Bloem, "Optimizations for LTL synthesis", FMCAD 2006)
 * and of Acacia's load balancer, on which published random sets are built.
 */
const bases: readonly Base[] = [
  { atoms: 1, formula: (atoms) => G(implies(p(atoms, 0), X(not(p(atoms, 0))))) },
  { atoms: 2, formula: (atoms) => G(implies(p(atoms, 0), soon(3, p(atoms, 1)))) },
  { atoms: 2, formula: (atoms) => G(implies(p(atoms, 0), throughout(3, p(atoms, 1)))) },
  { atoms: 3, formula: (atoms) => G(implies(p(atoms, 0), X(U(not(p(atoms, 1)), p(atoms, 2))))) },
  { atoms: 4, formula: deadline(1, false) },
  { atoms: 4, formula: deadline(2, false) },
  { atoms: 4, formula: deadline(2, true) },
  { atoms: 4, formula: deadline(3, true) },
  { atoms: 4, formula: arbiter(2) },
  { atoms: 6, formula: arbiter(3) },
  { atoms: 4, formula: fair(2) },
  { atoms: 6, formula: fair(3) },
  {
    atoms: 4,
    formula: (atoms) => not(and(G(implies(p(atoms, 0), F(p(atoms, 1)))), G(implies(p(atoms, 2), F(p(atoms, 3)))))),
  },
  {
    atoms: 2,
    formula: (atoms) =>
      implies(
        G(F(p(atoms, 0))),
        and(
          G(implies(not(p(atoms, 1)), U(not(p(atoms, 1)), p(atoms, 0)))),
          not(p(atoms, 1)),
          G(implies(p(atoms, 0), F(p(atoms, 1)))),
          G(F(p(atoms, 1))),
        ),
      ),
  },
  {
    atoms: 4,
    formula: (atoms) => implies(or(G(F(p(atoms, 0))), F(p(atoms, 1))), or(G(F(p(atoms, 2))), G(p(atoms, 3)))),
  },
  { atoms: 4, formula: loadBalancer(2) },
  { atoms: 8, formula: loadBalancer(4) },
];

/** In the manner of Syft's set (Zhu, Tabajara, Li, Pu and Vardi, IJCAI 2017): 1 to 5 specifications, drawn with replacement, over atoms of their own. */
export function syftLike(count: number): readonly NamedFormula[] {
  return indices(count).map((index) => {
    const random = stream(index, "syft");
    let atoms = 0;
    const parts = indices(1 + (index % 5)).map(() => {
      const base = draw(random, bases);
      const own = indices(base.atoms).map((offset) => atom(atoms + offset));
      atoms += base.atoms;
      return base.formula(own);
    });
    return { name: `syft-like ${index + 1}`, atoms, formula: and(...parts) };
  });
}

/**
 * In the manner of Lydia's set (De Giacomo and Favorito, ICAPS 2021): 3 to 10 times one specification, over atoms drawn from 200; they are numbered here as
 * they come up.
 */
export function lydiaLike(count: number): readonly NamedFormula[] {
  return indices(count).map((index) => {
    const random = stream(index, "lydia");
    const base = draw(random, bases);
    const numbers = new Map<number, number>();
    const drawn = (): TemporalFormula => {
      const name = random.int(200);
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return atom(number);
    };
    const formula = and(...indices(3 + (index % 8)).map(() => base.formula(indices(base.atoms).map(drawn))));
    return { name: `lydia-like ${index + 1}`, atoms: atomsOf(formula), formula };
  });
}

function draw<Item>(random: RandomStream, items: readonly Item[]): Item {
  return items[random.int(items.length)] as Item;
}
