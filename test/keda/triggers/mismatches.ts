/** A table row with the text that is expected. */
interface Row {
  readonly expected: string | undefined;
}

/** The rows of a table for which something else comes out than is expected: a table of thousands is compared row by row. */
export function mismatches<R extends Row>(rows: readonly R[], actual: (row: R) => string | undefined): object[] {
  return rows.flatMap((row) => {
    const received = actual(row);
    return received === row.expected ? [] : [{ ...row, received }];
  });
}
