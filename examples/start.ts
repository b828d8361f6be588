/*
 * `npm start`: from two specs to two trained agents in about a minute and a half, beside what was published.
 *
 *     spec → check → tfjs module → training on the module → result
 */
import { emittedKernel } from "./start/emitted-kernel.js";
import { trainCartPole } from "./start/cart-pole.js";
import { trainOffice } from "./start/office.js";
import { heading, say, table } from "./start/print.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";

const began = performance.now();

heading("1  A reward machine: fetch coffee and the mail, bring both to the office, spare the plants");
// For some twenty rows plain JavaScript beats WebAssembly.
await useBackend("cpu");
const office = await emittedKernel("specs/office/coffee-and-mail.reward", { show: true });
say("\nQ-learning on the module, with counterfactual experience and the potential that the spec asks for:\n");
const learnt = trainOffice(office);

heading("2  CartPole: a point for every step that the pole stands");
await useBackend("wasm");
const cartPole = await emittedKernel("specs/control/cartpole.reward", { show: false });
say("\nPPO on the module until 100 episodes pay 475 on average:\n");
const balanced = await trainCartPole(cartPole);

heading("What was learnt");
table([["task", "measure", "here", "published"], ...learnt, ...balanced]);
say(`
Published: office, the reference code of reward machines with its own shaping (RodrigoToroIcarte/reward_machines; its curves contain a
known bug of the last edge, bench/office.ts has both); CartPole, CleanRL's ppo.py (here with scaled rewards and 8 environments, which
needs fewer steps; bench/cartpole.ts has CleanRL's own settings). All yardsticks: docs/yardsticks.
${((performance.now() - began) / 1000).toFixed(0)} s in all. Next: write a spec of your own, see README.md.
`);
