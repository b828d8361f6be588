export { RandomStream, type RandomState } from "./random-stream.js";
export { stream } from "./stream.js";
