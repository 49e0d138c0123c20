import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFlow, flowNameOf, isMetadataFile, loadFlowFile, loadFlowText } from '../../src/definition/index.ts';
import { UnreadableFileError } from '../../src/errors.ts';
import type { Flow } from '../../src/model/flow.ts';
import { EVERYTHING } from './everything.ts';

const folder = mkdtempSync(join(tmpdir(), 'load-flow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const SMALL = 'label: Small\nstart: First\nelements:\n  First: { type: screen }\n';

describe('loadFlowText', () => {
  it('gives the flow, its document and no diagnostics where all is well', () => {
    const { flow, document, diagnostics } = loadFlowText(SMALL, 'flows/my-flow.yaml');
    expect(diagnostics).toEqual([]);
    expect(flow).toMatchObject({
      name: 'my-flow',
      label: 'Small',
      start: { to: 'First' },
      source: { file: 'flows/my-flow.yaml', text: SMALL },
    });
    expect(document?.kind).toBe('map');
  });

  it('gives no flow where there is an error, and all diagnostics by place', () => {
    const { flow, document, diagnostics } = loadFlowText(
      SMALL.replace('screen', 'scren').replace('label', 'lable'),
      'a.yaml',
    );
    expect(flow).toBeNull();
    expect(document).not.toBeNull();
    expect(diagnostics.map(({ rule, file }) => `${file} ${rule}`)).toEqual([
      'a.yaml unknown-key',
      'a.yaml unknown-type',
    ]);
  });

  it('gives the flow with its warnings', () => {
    const { flow, diagnostics } = loadFlowText(`${SMALL}  Second: { type: screen }\n`, 'a.yaml');
    expect(flow).not.toBeNull();
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['warning unreachable-element']);
  });

  it('goes on after an unquoted reference, so that it is the only problem', () => {
    const text = `variables: { a: Text }\n${SMALL.replace('type: screen', 'type: assignment, assign: [ a: {!a} ]')}`;
    expect(loadFlowText(text, 'a.yaml').diagnostics.map(({ rule }) => rule)).toEqual(['unquoted-reference']);
  });

  it('takes the name it is given', () => {
    expect(loadFlowText(SMALL, 'a.yaml', { name: 'Other' }).flow?.name).toBe('Other');
  });

  it('hands metadata to the reader that was passed in', () => {
    const calls: string[] = [];
    const readMetadata = (text: string, file: string) => {
      calls.push(`${file} ${text}`);
      return { document: null, diagnostics: [] };
    };
    expect(loadFlowText('<Flow/>', 'A.flow-meta.xml', { readMetadata }).flow).toBeNull();
    expect(calls).toEqual(['A.flow-meta.xml <Flow/>']);
    expect(loadFlowText('<Flow/>', 'A.flow-meta.xml').diagnostics).toMatchObject([{ rule: 'unknown-notation' }]);
  });

  it('never changes what was read: the flow is plain data', () => {
    const { flow } = loadFlowText(EVERYTHING, 'a.yaml');
    expect(JSON.parse(JSON.stringify(flow))).toEqual(flow);
  });
});

describe('checkFlow', () => {
  it('finds in a loaded flow what depends on its surroundings', () => {
    const { flow } = loadFlowText(EVERYTHING, 'a.yaml');
    if (!flow) throw new TypeError('not valid');
    const unknown = (flows?: ReadonlyMap<string, Flow>) =>
      checkFlow(flow, flows ? { flows } : {}).filter(({ severity }) => severity === 'error');
    expect(unknown()).toEqual([]);
    expect(unknown(new Map()).map(({ rule }) => rule)).toEqual(Array.from({ length: 4 }, () => 'unknown-flow'));
  });
});

describe('loadFlowFile', () => {
  it('reads a file, with or without a byte order mark, with LF or CRLF', async () => {
    expect((await loadFlowFile(fileWith('a.yaml', SMALL))).flow?.name).toBe('a');
    const crlf = await loadFlowFile(fileWith('b.yaml', `\ufeff${SMALL.replaceAll('\n', '\r\n')}`));
    expect(crlf.diagnostics).toEqual([]);
    expect(crlf.text.startsWith('label')).toBe(true);
  });

  it.each([
    ['empty', '', 'empty-file'],
    ['not UTF-8', new Uint8Array([0x61, 0x3a, 0x20, 0xfc, 0x0a]), 'not-utf8'],
    ['too large', new Uint8Array(10 * 1024 * 1024).fill(0x61), 'file-too-large'],
    ['tabs', 'a:\n\tb: 1\n', 'tab-indentation'],
    ['JSON', '{"label": "x", "start": "A", "elements": {"A": {"type": "screen"}}}', undefined],
  ])('says what is wrong with a file: %s', async (name, bytes, rule) => {
    const { diagnostics } = await loadFlowFile(fileWith(`${name}.yaml`, bytes));
    const rules = diagnostics.map((diagnostic) => diagnostic.rule);
    if (rule === undefined) expect(rules).toEqual([]);
    else expect(rules).toContain(rule);
  });

  it('throws where there is nothing to read', async () => {
    await expect(loadFlowFile(join(folder, 'none.yaml'))).rejects.toThrow(
      new UnreadableFileError(join(folder, 'none.yaml'), 'there is no such file'),
    );
    await expect(loadFlowFile(folder)).rejects.toThrow('this is a folder, not a file');
  });
});

describe('names of files', () => {
  it.each([
    ['flows/create-account.yaml', 'create-account', false],
    ['a\\b\\Refund.flow.yml', 'Refund', false],
    ['force-app/flows/Refund.flow-meta.xml', 'Refund', true],
    ['Refund.flow', 'Refund', true],
  ])('%s', (file, name, metadata) => {
    expect(flowNameOf(file)).toBe(name);
    expect(isMetadataFile(file)).toBe(metadata);
  });
});
