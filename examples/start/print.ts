/** A line for people. */
export function say(text: string): void {
  console.log(text);
}

export function heading(text: string): void {
  console.log(`\n\u001b[1m${text}\u001b[0m\n`);
}

/** Rows of text in columns as wide as their widest cell; the first row is underlined. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  rows.forEach((row, index) => {
    say(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
    if (index === 0) say(widths.map((width) => "─".repeat(width)).join("  "));
  });
}
