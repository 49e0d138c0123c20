import { version } from '../version.ts';

const argv = process.argv.slice(2);
// Loading the rest would take longer than the answer.
if (argv.length === 1 && argv[0] === '--version') process.stdout.write(`${version}\n`);
else await (await import('./start.ts')).start(argv);
