import { dtypeOf, sizesOf } from "../builtins/typing/types.js";
import type { TypedParamDeclaration, TypedSignalDeclaration } from "../check/typed.js";
import type { ParamInput, SignalInput } from "../ir/program.js";

/** `needsReset` is filled in when the graph stands: only what a slot's first value really reads is asked of a reset. */
export function signalInput(signal: TypedSignalDeclaration): SignalInput {
  const { name, role, type } = signal;
  return {
    name,
    role,
    dtype: dtypeOf(type),
    shape: sizesOf(type),
    ...(type.members === undefined ? {} : { members: type.members }),
    ...(type.range === undefined ? {} : { range: type.range }),
    ...(signal.default === undefined ? {} : { default: signal.default }),
    ...(signal.per === undefined ? {} : { per: { rate: signal.per.rate, atStart: signal.per.atStart } }),
    ...(signal.documentation === undefined ? {} : { documentation: signal.documentation }),
    needsReset: false,
  };
}

export function paramInput(param: TypedParamDeclaration): ParamInput {
  const { name, type, value } = param;
  return {
    name,
    dtype: dtypeOf(type),
    shape: sizesOf(type),
    value,
    ...(type.range === undefined ? {} : { range: type.range }),
    ...(param.documentation === undefined ? {} : { documentation: param.documentation }),
  };
}
