/** Runs a program, whose result is its exit code; of an error it prints the message, since it is about the machine or the arguments. */
export function exitWith(main: () => Promise<number>): void {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
