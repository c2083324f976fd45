import { version } from '../api/version.ts';
import { ConfigurationError } from '../notices/errors.ts';
import { rendered } from '../notices/notice.ts';
import { endingMessage } from '../run/ending-message.ts';
import { quote } from '../settings/mistakes.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { asOfCommand } from './as-of-command.ts';
import { type Command, programName, type Shell, UsageError } from './command.ts';
import { demoCommand } from './demo-command.ts';
import { exportCommand } from './export-command.ts';
import { asksForHelp } from './flags.ts';
import { generalHelp, helpCommand } from './help-command.ts';
import { repairCommand } from './repair-command.ts';
import { shellOf } from './shell.ts';
import { inShellWords } from './shell-words.ts';
import { verifyCommand } from './verify-command.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  exportCommand,
  asOfCommand,
  verifyCommand,
  repairCommand,
  demoCommand,
  helpCommand(() => commands),
];

/**
 * Does what the arguments ask for.
 * @param given replaces parts of the outside world.
 * @returns the exit code. Never throws.
 */
export async function runCommandLine(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  given: Partial<Shell> = {},
): Promise<number> {
  const shell = shellOf(env, given);
  const [first] = args;
  const print = (text: string) => {
    shell.print(text);
    return 0;
  };
  if (first === undefined || first === '--help' || first === '-h') return print(generalHelp(commands));
  if (first === '--version') return print(`${version}\n`);
  let command: Command | undefined;
  try {
    command = first.startsWith('-') ? exportCommand : commandNamed(first);
    if (asksForHelp(args)) return print(command.usage());
    return await command.run(first.startsWith('-') ? args : args.slice(1), shell);
  } catch (error) {
    const tell = (message: string) => shell.tell(`${programName}: ${message}`);
    const [usage = `Usage: ${programName} [command] [flags]`] = command?.usage().split('\n') ?? [];
    if (error instanceof UsageError) {
      tell(`${error.message}\n\n${usage}\nSee ${[programName, ...(command ? [command.name] : [])].join(' ')} --help`);
      return 2;
    }
    tell(inShellWords(rendered(endingMessage(error))));
    return error instanceof ConfigurationError && error.isWrongUse ? 2 : 1;
  }
}

function commandNamed(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  throw new UsageError(`${quote(name)} is not a command${didYouMean(name, names)}`);
}
