/** An error, warning or notice that a step put on the run's page. */
export interface Annotation {
  type: 'error' | 'warning' | 'notice';
  message: string;
  properties: Record<string, string>;
}

/** What the runner makes of what an action prints. */
export interface RunnerLog {
  /**
   * The log as a person reads it, without debug lines. Secrets are not replaced by asterisks here, so that a test can see
   * that none was printed in the first place.
   */
  text: string;
  /** As many as the runner keeps. */
  annotations: Annotation[];
  /** How many annotations the runner threw away. */
  droppedAnnotations: number;
  /** Values that the action asked to be masked. */
  masks: string[];
  /** Titles of the groups, in order. */
  groups: string[];
  debug: string[];
}

/** Per type and step: https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs */
const MOST_ANNOTATIONS = 10;
const MOST_CHARACTERS = 4096;

/**
 * Reads what an action printed as the runner does: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 * Throws on a command that the runner no longer obeys.
 */
export function readRunnerLog(output: string): RunnerLog {
  const log: RunnerLog = { text: '', annotations: [], droppedAnnotations: 0, masks: [], groups: [], debug: [] };
  const shown: string[] = [];
  let resumeToken: string | undefined;
  for (const line of linesOf(output)) {
    const command = parseCommand(line, resumeToken);
    if (resumeToken !== undefined) {
      if (command?.name === resumeToken.toLowerCase()) resumeToken = undefined;
      else shown.push(line);
    } else if (command === undefined) shown.push(line);
    else if (command.name === 'stop-commands') resumeToken = command.message;
    else shown.push(...obey(command, log));
  }
  log.text = shown.map((line) => `${line}\n`).join('');
  return log;
}

/** The commands that the runner sees in an output, whatever they do. */
export function commandsIn(output: string): Command[] {
  return linesOf(output).flatMap((line) => parseCommand(line) ?? []);
}

export interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

/** Acts on a command and returns the lines to show for it. */
function obey({ name, properties, message }: Command, log: RunnerLog): string[] {
  switch (name) {
    case 'error':
    case 'warning':
    case 'notice':
      annotate(log, { type: name, message: message.slice(0, MOST_CHARACTERS), properties });
      return [`##[${name}]${message}`];
    case 'group':
      log.groups.push(message);
      return [`##[group]${message}`];
    case 'endgroup':
      return ['##[endgroup]'];
    case 'debug':
      log.debug.push(message);
      return [];
    case 'add-mask':
      log.masks.push(message);
      return [];
    case 'echo':
    case 'add-matcher':
    case 'remove-matcher':
      return [];
    default:
      throw new Error(`the action printed the command "${name}", which runners refuse`);
  }
}

function annotate(log: RunnerLog, annotation: Annotation): void {
  const kept = log.annotations.filter(({ type }) => type === annotation.type).length;
  if (kept < MOST_ANNOTATIONS) log.annotations.push(annotation);
  else log.droppedAnnotations += 1;
}

/** What the runner takes for a command; others are text: src/Runner.Worker/ActionCommandManager.cs of actions/runner. */
const REGISTERED = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'echo', 'add-mask', 'stop-commands'],
  ...['add-matcher', 'remove-matcher', 'set-env', 'set-output', 'save-state', 'add-path'],
]);

/** What .NET takes for nothing when it compares texts as people would. */
const IGNORED = /(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** As `TryParseV2` and then `TryParse` of src/Runner.Common/ActionCommand.cs do it. */
function parseCommand(given: string, resumeToken?: string): Command | undefined {
  const line = given.replace(IGNORED, '');
  const isKnown = (name: string) => REGISTERED.has(name.toLowerCase()) || (name !== '' && name === resumeToken);
  // `TrimStart` knows U+0085 as white space too.
  const [, name = '', list = '', message = ''] =
    /^[\s\u0085]*::((?:(?!::)[^ ])*)((?: (?:(?!::).)*)?)::(.*)$/su.exec(line) ?? [];
  if (isKnown(name)) return commandOf(name, list.trim().split(','), message, unescapeProperty, unescapeData);
  const [, older = '', olderList = '', olderMessage = ''] = /##\[([^ \]]*)([^\]]*)\](.*)$/su.exec(line) ?? [];
  if (isKnown(older)) return commandOf(older, olderList.trim().split(';'), olderMessage, unescapeOlder, unescapeOlder);
  return undefined;
}

function commandOf(
  name: string,
  list: string[],
  message: string,
  property: (text: string) => string,
  data: (text: string) => string,
): Command {
  const properties = list.flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), property(pair.slice(at + 1))]];
  });
  return { name: name.toLowerCase(), properties: Object.fromEntries(properties), message: data(message) };
}

function unescapeOlder(text: string): string {
  return unescapeData(text.replaceAll('%3B', ';').replaceAll('%5D', ']'));
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

function linesOf(output: string): string[] {
  // A CR alone ends a line too, as `StreamReader.ReadLine` has it.
  const lines = output.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
