// Runs the command in its arguments as a server, and kills it once standard input ends: that is when the test is done
// or was itself killed. For servers that know nothing of their parent; those on Node load exit-with-parent.ts instead.
import { spawn } from 'node:child_process';

const [command = '', ...commandArguments] = process.argv.slice(2);
const server = spawn(command, commandArguments, { stdio: ['ignore', 'inherit', 'inherit'] });
process.stdin.on('end', () => server.kill('SIGKILL')).resume();
server.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
server.on('exit', (status) => process.exit(status ?? 1));
