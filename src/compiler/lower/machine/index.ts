export { lowerMachine } from "./lower-machine.js";
export { lowerPotential } from "./potential.js";
export { startMachine } from "./start.js";
