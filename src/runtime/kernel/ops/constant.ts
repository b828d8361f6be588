import * as tf from "@tensorflow/tfjs-core";

/** Constants by the scope of tfjs that they were made in: they live as long as what that `tidy` keeps. */
const constants = new WeakMap<object, Map<string, tf.Tensor>>();

/**
 * A constant of a shape. Within one `tidy` it is made once for each value, shape and type: with few environments the number of
 * operations is what a step costs. Others share it, so it is not to be handed out or disposed.
 */
export function constant(
  value: number | boolean,
  shape: readonly number[],
  dtype: "float32" | "int32" | "bool",
): tf.Tensor {
  const make = (): tf.Tensor => tf.fill([...shape], Number(value), dtype);
  // Outside of any `tidy` there is none, whatever the type says.
  const scope: object | null | undefined = tf.engine().state.activeScope;
  if (scope === undefined || scope === null) return make();
  const here = constants.get(scope) ?? new Map<string, tf.Tensor>();
  constants.set(scope, here);
  const key = `${Object.is(value, -0) ? "-0" : Number(value)} ${dtype} ${shape.join()}`;
  const made = here.get(key) ?? make();
  here.set(key, made);
  return made;
}
