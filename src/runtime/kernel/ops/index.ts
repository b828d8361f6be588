/*
 * What emitted modules need beside tfjs: operations whose meaning the backends do not agree on (NaN, booleans, whole numbers), with
 * one policy on all of them, and a few that read better by name. All are differentiable where the operation is.
 */
export { argMax, argMin } from "./arg-extremum.js";
export { clip, maximum, minimum, relu } from "./extremum.js";
export { decide } from "./decide.js";
export { dynamicSlice, dynamicUpdate } from "./dynamic.js";
export { emptyReduction } from "./empty-reduction.js";
export { int } from "./int.js";
export { join } from "./join.js";
export { log1p } from "./log1p.js";
export { boundedLookup, lookup } from "./lookup.js";
export { modulo, remainder } from "./modulo.js";
export { notEqual } from "./not-equal.js";
export { power } from "./power.js";
export { product } from "./product.js";
export { sign, toInt, truncate } from "./rounding.js";
export { sort } from "./sort.js";
export { where } from "./where.js";
