/** Comparisons as those of the bits: false where one is NaN. Of `lesser` and `larger`, −0 is below 0, and NaN stays NaN. */
export const comparison = {
  comparable: `fn comparable(x: f32, y: f32) -> bool { return !isNaN(x) && !isNaN(y); }`,
  // Both zeros are 0, and the order of these whole numbers is that of the numbers.
  rank: `fn rank(x: f32) -> i32 {
  let size: i32 = i32(sizeBits(x));
  return select(size, -size, isNegative(x));
}`,
  isEqual: `fn isEqual(x: f32, y: f32) -> bool { return comparable(x, y) && rank(x) == rank(y); }`,
  isUnequal: `fn isUnequal(x: f32, y: f32) -> bool { return comparable(x, y) && rank(x) != rank(y); }`,
  isLess: `fn isLess(x: f32, y: f32) -> bool { return comparable(x, y) && rank(x) < rank(y); }`,
  isAtMost: `fn isAtMost(x: f32, y: f32) -> bool { return comparable(x, y) && rank(x) <= rank(y); }`,
  // As rank, but the zeros apart.
  fullRank: `fn fullRank(x: f32) -> i32 {
  let size: i32 = i32(sizeBits(x));
  return select(size, -1 - size, isNegative(x));
}`,
  lesser: `fn lesser(x: f32, y: f32) -> f32 {
  if (isNaN(x)) { return x; }
  return select(x, y, isNaN(y) || fullRank(y) < fullRank(x));
}`,
  larger: `fn larger(x: f32, y: f32) -> f32 {
  if (isNaN(x)) { return x; }
  return select(x, y, isNaN(y) || fullRank(y) > fullRank(x));
}`,
} as const;
