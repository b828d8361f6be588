/**
 * Classes of numbers, each a stretch of one array, that are split by moving members to the end of their stretch (a refinable partition, Valmari and
 * Lehtinen 2008). All members of a class have the same signature when `split` ends.
 */
export class Partition {
  readonly #members: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];

  constructor(
    /** By member its class; classes are numbered from 0. */
    readonly classes: Int32Array,
    /** By member; whoever changes one names it in the next `split`. */
    readonly signatures: Int32Array,
  ) {
    const sizes: number[] = [];
    for (const number of classes) sizes[number] = (sizes[number] ?? 0) + 1;
    let begin = 0;
    for (let number = 0; number < sizes.length; number++) {
      this.#begins.push(begin);
      this.#ends.push(begin);
      begin += sizes[number] ?? 0;
    }
    this.#members = new Int32Array(classes.length);
    this.#placeOf = new Int32Array(classes.length);
    for (const [member, number] of classes.entries()) {
      const place = this.#ends[number] as number;
      this.#ends[number] = place + 1;
      this.#members[place] = member;
      this.#placeOf[member] = place;
    }
  }

  get size(): number {
    return this.#begins.length;
  }

  /** Splits the classes of the members whose signature changed; the largest part of each keeps its number. The members that got another one. */
  split(changed: readonly number[]): readonly number[] {
    const moved: number[] = [];
    for (const [number, bySignature] of this.#grouped(changed)) {
      let rest = (this.#ends[number] as number) - (this.#begins[number] as number);
      let largest: readonly number[] = [];
      for (const part of bySignature.values()) {
        rest -= part.length;
        if (part.length > largest.length) largest = part;
      }
      // A changed signature differs from what all members had before, so those that did not change are a part of their own.
      const keepsRest = rest >= largest.length;
      for (const part of bySignature.values()) if (keepsRest || part !== largest) this.#separate(number, part, moved);
      if (!keepsRest && rest > 0) this.#separate(number, this.#unlike(number, largest), moved);
    }
    return moved;
  }

  #grouped(changed: readonly number[]): ReadonlyMap<number, ReadonlyMap<number, readonly number[]>> {
    const groups = new Map<number, Map<number, number[]>>();
    for (const member of changed) {
      const number = this.classes[member] as number;
      const signature = this.signatures[member] as number;
      let bySignature = groups.get(number);
      if (bySignature === undefined) {
        bySignature = new Map();
        groups.set(number, bySignature);
      }
      const part = bySignature.get(signature);
      if (part === undefined) bySignature.set(signature, [member]);
      else part.push(member);
    }
    return groups;
  }

  /** The members of a class whose signature is not that of the part. */
  #unlike(number: number, part: readonly number[]): readonly number[] {
    const signature = this.signatures[part[0] as number];
    const others: number[] = [];
    for (let place = this.#begins[number] as number; place < (this.#ends[number] as number); place++) {
      const member = this.#members[place] as number;
      if (this.signatures[member] !== signature) others.push(member);
    }
    return others;
  }

  #separate(number: number, part: readonly number[], moved: number[]): void {
    const fresh = this.#begins.length;
    let end = this.#ends[number] as number;
    this.#ends.push(end);
    for (const member of part) {
      end--;
      const place = this.#placeOf[member] as number;
      const other = this.#members[end] as number;
      this.#members[place] = other;
      this.#placeOf[other] = place;
      this.#members[end] = member;
      this.#placeOf[member] = end;
      this.classes[member] = fresh;
      moved.push(member);
    }
    this.#ends[number] = end;
    this.#begins.push(end);
  }
}
