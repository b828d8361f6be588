/** Equal neighbours as one entry with their number. */
export function runsOf(items: readonly string[]): readonly { readonly item: string; readonly length: number }[] {
  const runs: { readonly item: string; length: number }[] = [];
  for (const item of items) {
    const last = runs[runs.length - 1];
    if (last?.item === item) last.length++;
    else runs.push({ item, length: 1 });
  }
  return runs;
}
