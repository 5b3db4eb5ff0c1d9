import { SCALERS } from '../keda/scalers/definitions';
import { RULES } from '../rules/registry';
import { type Command, type Commands, type Entry, type Invocation, parseOptions, suggestion, UsageError } from './command';
import { KINDS } from './init/project';

/** `cdk8s-wasm completion`: prints the completion of a shell for those commands. */
export function completionOf(commands: Commands): Command {
  return { help, run: (invocation) => run(commands, invocation) };
}

const SHELLS: { readonly [shell: string]: (commands: Commands) => string } = { bash, zsh, fish };

function run(commands: Commands, { args, stdout }: Invocation): number {
  const { positionals } = parseOptions(args, {});
  const [shell] = positionals;
  const known = Object.keys(SHELLS);
  if (shell === undefined || positionals.length > 1) throw new UsageError(`completion takes one shell: pass one of ${known.join(', ')}`);
  if (!known.includes(shell))
    throw new UsageError(`unknown shell ${JSON.stringify(shell)}: pass one of ${known.join(', ')}${suggestion(shell, known)}`);
  stdout.write(SHELLS[shell](commands));
  return 0;
}

/** Returns the words that complete a command: its options, as its help lists them, and the arguments that have names. */
function wordsOf(commands: Commands, name: string): readonly string[] {
  const options = [
    ...(commands[name]
      .load()
      .help()
      .matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm) ?? []),
  ].map(([, option]) => option);
  const args: { readonly [command: string]: () => readonly string[] } = {
    init: () => Object.keys(KINDS),
    explain: () => RULES.map(({ id }) => id),
    triggers: () => Object.keys(SCALERS),
    completion: () => Object.keys(SHELLS),
  };
  return [...(args[name]?.() ?? []), ...new Set([...options, '--no-color'])];
}

/** Commands whose arguments are files, or a directory. */
function takesFiles({ usage }: Entry): boolean {
  return /FILE|DIR/.test(usage);
}

function bash(commands: Commands): string {
  const names = Object.keys(commands);
  const cases = names.map((name) => `    ${name}) words="${wordsOf(commands, name).join(' ')}" ;;`);
  return `# eval "$(cdk8s-wasm completion bash)"
_cdk8s_wasm() {
  local words current="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W "${[...names, 'help', '--help', '--version'].join(' ')}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    help) words="${names.join(' ')}" ;;
    *) words="" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  case "\${COMP_WORDS[1]}" in
    ${names.filter((name) => takesFiles(commands[name])).join('|')}) COMPREPLY+=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _cdk8s_wasm cdk8s-wasm
`;
}

function zsh(commands: Commands): string {
  const names = Object.keys(commands);
  const described = names.map((name) => `    '${name}:${commands[name].summary.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`);
  const cases = names.map((name) => {
    return `    ${name}) compadd -- ${wordsOf(commands, name).join(' ')}${takesFiles(commands[name]) ? '; _files' : ''} ;;`;
  });
  return `#compdef cdk8s-wasm
# eval "$(cdk8s-wasm completion zsh)", after compinit
_cdk8s_wasm() {
  local -a commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
    help) compadd -- ${names.join(' ')} ;;
  esac
}
compdef _cdk8s_wasm cdk8s-wasm
`;
}

function fish(commands: Commands): string {
  const names = Object.keys(commands);
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = names.flatMap((name) => {
    const words = wordsOf(commands, name);
    const isChosen = `"__fish_seen_subcommand_from ${name}"`;
    const args = words.filter((word) => !word.startsWith('--'));
    return [
      `complete -c cdk8s-wasm -n __fish_use_subcommand -f -a ${name} -d ${quoted(commands[name].summary)}`,
      ...(args.length > 0
        ? [`complete -c cdk8s-wasm -n ${isChosen}${takesFiles(commands[name]) ? '' : ' -f'} -a ${quoted(args.join(' '))}`]
        : []),
      ...words.filter((word) => word.startsWith('--')).map((word) => `complete -c cdk8s-wasm -n ${isChosen} -l ${word.slice(2)}`),
    ];
  });
  return `# cdk8s-wasm completion fish | source\n${lines.join('\n')}\n`;
}

function help(): string {
  return `Prints the completion of a shell: commands, options, rules, triggers and files.

  cdk8s-wasm completion bash|zsh|fish

  eval "$(cdk8s-wasm completion bash)"
  cdk8s-wasm completion fish > ~/.config/fish/completions/cdk8s-wasm.fish

Options:
  -h, --help                         prints this help

Exit status: 0, or 2 for an unknown shell.
`;
}
