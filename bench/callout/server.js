/** The loopback server of the callout bench, in a process of its own; prints its port, ends when stdin closes. */
import { createServer } from 'node:http';

const reply = JSON.stringify({ id: '001000000000001AAA', success: true, errors: [] });
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) });
    response.end(reply);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit(0));
