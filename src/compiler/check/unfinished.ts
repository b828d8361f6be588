/** The declarations that are being checked, outermost first: one that needs itself is found here. */
export class Unfinished {
  readonly #open = new Map<object, string>();

  /** Begins `declaration`; or gives the names on the way from its beginning back to it, where it has not ended yet. */
  begin(declaration: object, name: string): readonly string[] | undefined {
    if (!this.#open.has(declaration)) {
      this.#open.set(declaration, name);
      return undefined;
    }
    const open = [...this.#open];
    const from = open.findIndex(([other]) => other === declaration);
    return [...open.slice(from).map(([, step]) => step), name];
  }

  end(declaration: object): void {
    this.#open.delete(declaration);
  }
}
