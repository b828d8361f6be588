/** Ends an exhaustive `switch`: the type checker rejects the call while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
