import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium, which `CHROMIUM_PATH` names where it is elsewhere. Throws with the command that installs it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}, and the report's page cannot be tested without it. Install it with \`apt-get install -y chromium\`, or name another in CHROMIUM_PATH.`,
    );
  }
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
