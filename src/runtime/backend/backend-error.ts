/** A backend that was asked for by name and that this machine has not got, or a name that nothing has. */
export class BackendError extends Error {
  override readonly name = "BackendError";

  constructor(
    reason: string,
    readonly install?: string,
  ) {
    super(install === undefined ? reason : `${reason} (${install})`);
  }
}
