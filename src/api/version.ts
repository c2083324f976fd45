/** The release that this is, as package.json has it (a test compares them). */
export const version = '0.1.0';

/** How requests name the program that sends them. */
export const userAgent = `openai-admin-export/${version}`;
