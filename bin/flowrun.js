#!/usr/bin/env node
// Plain old syntax and no static imports: this has to be read by any node before it can say that it is too old.
var wanted = [22, 12];
var running = process.versions.node.split('.').map(Number);
if (running[0] < wanted[0] || (running[0] === wanted[0] && running[1] < wanted[1])) {
  process.stderr.write(
    `flowrun needs Node.js ${wanted.join('.')} or newer; this is ${process.versions.node} (https://nodejs.org)\n`,
  );
  process.exitCode = 2;
} else if (running[0] === 22 && running[1] < 13 && process.execArgv.indexOf('--experimental-sqlite') < 0) {
  // The embedded org needs node:sqlite, which 22.12 has behind a flag only.
  import('node:child_process').then((children) => {
    process.on('SIGINT', () => {}); // The terminal sends it to the child as well, which decides.
    const args = process.execArgv.concat('--experimental-sqlite', process.argv.slice(1));
    children.spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code, signal) => {
      process.exitCode = signal ? 130 : code;
    });
  });
} else {
  import('node:module')
    .then((module) => {
      module.default.enableCompileCache();
      return import('../dist/cli.js');
    })
    .catch((error) => {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || String(error.url || '').indexOf('/dist/cli.js') < 0) throw error;
      process.stderr.write(
        `flowrun is not built yet: run \`npm run build\` in ${new URL('..', import.meta.url).pathname}\n`,
      );
      process.exitCode = 2;
    });
}
