/** Numbers at which implementations go wrong: limits, zeros, subnormals, halves, neighbours of multiples of π/2, NaN. */
export const hardNumbers: readonly number[] = [
  ...[0, 1, 0.5, 1.5, 2, 3, 0.625, Math.SQRT1_2, Math.SQRT2, Math.LN2, Math.LN2 / 2, Math.tan(Math.PI / 8)],
  ...[1, 2, 3, 4, 5, 100, 5215, 333_333].map((k) => (k * Math.PI) / 2),
  ...[16.6, 30, 87.3, 88.72, 88.73, 89, 90, 103.2, 103.97, 104, 105, 709, 1000],
  ...[
    2 ** -149,
    2 ** -130,
    2 ** -127,
    2 ** -126,
    2 ** -25,
    2 ** -24,
    2 ** -23,
    2 ** -13,
    2 ** 20,
    2 ** 23,
    2 ** 24,
    2 ** 28,
  ],
  ...[2 ** 31, 2 ** 100, 2 ** 126, 2 ** 127, 1e9, 1e38, (2 - 2 ** -23) * 2 ** 127, Infinity, NaN],
].flatMap((x) => [x, -x]);

/** Hard numbers in single precision, each between its two neighbours. */
export const hard: Float32Array = Float32Array.from(hardNumbers.flatMap((x) => neighbours(Math.fround(x))));

function neighbours(x: number): readonly number[] {
  const bits = new Int32Array(Float32Array.of(x).buffer);
  const around = [-1, 0, 1].map((step) => new Float32Array(Int32Array.of((bits[0] ?? 0) + step).buffer)[0] ?? NaN);
  // Zero has its neighbours on both sides.
  return x === 0 ? [x, 2 ** -149, -(2 ** -149)] : around;
}

/** About `count` numbers of every size and sign, spread evenly over all bit patterns; NaNs are among them. */
export function everySize(count: number): Float32Array {
  const stride = Math.floor(2 ** 32 / count) | 1;
  return new Float32Array(Uint32Array.from({ length: count }, (_, index) => index * stride).buffer);
}

/** `count` numbers spread evenly between −limit and limit. */
export function evenly(count: number, limit: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => limit * ((2 * index + 1) / count - 1));
}

/** The same numbers in an order that has nothing to do with theirs. */
export function shuffled(numbers: Float32Array): Float32Array {
  const { length } = numbers;
  const step = 1_000_003;
  return numbers.map((_, index) => numbers[(index * step) % length] ?? NaN);
}

/** Each with each. */
export function pairs(numbers: Float32Array): readonly [Float32Array, Float32Array] {
  const { length } = numbers;
  const all = Array.from({ length: length * length }, (_, index) => index);
  return [
    Float32Array.from(all, (index) => numbers[Math.floor(index / length)] ?? NaN),
    Float32Array.from(all, (index) => numbers[index % length] ?? NaN),
  ];
}
