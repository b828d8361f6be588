/** Special numbers, and looking at bits. */
export const special = {
  infinity: `fn infinity() -> f32 { return bitcast<f32>(0x7f800000u | settings[0].y); }`,
  notANumber: `fn notANumber() -> f32 { return bitcast<f32>(0x7fc00000u | settings[0].y); }`,
  // The zero in the settings is one that no compiler can see through: what went through here is rounded, and no constant.
  rounded: `fn rounded(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) | settings[0].y); }`,
  wholeConstant: `fn wholeConstant(x: i32) -> i32 { return x | i32(settings[0].y); }`,
  sizeBits: `fn sizeBits(x: f32) -> u32 { return bitcast<u32>(x) & 0x7fffffffu; }`,
  signBit: `fn signBit(x: f32) -> u32 { return bitcast<u32>(x) & 0x80000000u; }`,
  isNaN: `fn isNaN(x: f32) -> bool { return sizeBits(x) > 0x7f800000u; }`,
  isFinite: `fn isFinite(x: f32) -> bool { return sizeBits(x) < 0x7f800000u; }`,
  isNegative: `fn isNegative(x: f32) -> bool { return bitcast<u32>(x) >= 0x80000000u; }`,
  isZero: `fn isZero(x: f32) -> bool { return sizeBits(x) == 0u; }`,
  magnitude: `fn magnitude(x: f32) -> f32 { return bitcast<f32>(sizeBits(x)); }`,
  negated: `fn negated(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ 0x80000000u); }`,
  withSignOf: `fn withSignOf(size: f32, x: f32) -> f32 { return bitcast<f32>(sizeBits(size) | signBit(x)); }`,
  // Zeros and NaN are their own sign.
  signOf: `fn signOf(x: f32) -> f32 { return select(withSignOf(1.0f, x), x, isZero(x) || isNaN(x)); }`,
} as const;
