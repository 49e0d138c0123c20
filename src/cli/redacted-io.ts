import { Writable } from 'node:stream';
import type { Redactor } from '../http/redact.ts';
import type { CliIo, CliOutput } from './io.ts';

/** The same streams with every known secret masked: for everything a command prints once it may have met secrets. */
export function redactedIo(io: CliIo, redactor: Redactor): CliIo {
  return { ...io, stdout: redacted(io.stdout, redactor), stderr: redacted(io.stderr, redactor) };
}

/** Masks what is written, write by write: callers write whole lines. */
function redacted(output: CliOutput, redactor: Redactor): CliOutput {
  const masking = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      output.write(redactor.text(String(chunk)));
      done();
    },
  });
  const size = { columns: output.columns, rows: output.rows };
  return Object.assign(masking, { isTTY: output.isTTY === true }, size.columns === undefined ? {} : size) as CliOutput;
}
