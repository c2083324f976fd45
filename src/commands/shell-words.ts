import { settingFlags } from './export-flags.ts';
import { secretVariables } from './flags.ts';

/** Returns a message with flags and variables in place of the inputs that it names as a workflow does. */
export function inShellWords(message: string): string {
  return message.replaceAll(/'([a-z-]+)'(?! (?:in the config|under ))/g, (quoted, name: string) => {
    if (Object.hasOwn(secretVariables, name)) return secretVariables[name] as string;
    return settingFlags.some((flag) => flag.name === name) ? `--${name}` : quoted;
  });
}
