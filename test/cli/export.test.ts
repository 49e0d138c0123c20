import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectOf } from '../features/temporary-project.ts';
import { runCli } from './run-cli.ts';
import { sampleProject } from './sample-project.ts';

const FLOW = `label: Order a sample
type: Screen Flow
apiVersion: 66.0
status: Active

start: Ask

elements:
  Ask:
    type: screen
    fields:
      Product: { type: text, label: Product, required: true }
      Quantity: { type: number, label: Quantity, scale: 0 }
    next: Order

  Order:
    type: httpCallout
    namedCredential: Sample_Shop
    method: POST
    path: /orders
    body: { product: '{!Product}', quantity: '{!Quantity}' }
    responses: { 2XX: { sample: { id: A1 } } }
    next: Ordered
    fault: Failed

  Ordered:
    type: screen
    fields:
      Message: { type: displayText, text: 'Order {!Order.2XX.id}.' }

  Failed:
    type: screen
    fields:
      Reason: { type: displayText, text: '{!$Flow.FaultMessage}' }
`;
const BASE = 'force-app/main/default';

describe('flowrun export', () => {
  it('makes the flow and the registration of its service', async () => {
    const cwd = await sampleProject({ 'flows/Order.yaml': FLOW });
    const { code, stdout, stderr } = await runCli(['export', 'flows/Order.yaml'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    const flow = `${BASE}/flows/Order.flow-meta.xml`;
    const service = `${BASE}/externalServiceRegistrations/SampleShop.externalServiceRegistration-meta.xml`;
    expect(stdout).toBe(`created   ${flow}\ncreated   ${service}\n`);
    await expect(await readFile(join(cwd, flow), 'utf8')).toMatchFileSnapshot('golden/export-order.flow-meta.xml');
    await expect(await readFile(join(cwd, service), 'utf8')).toMatchFileSnapshot(
      'golden/export-order.externalServiceRegistration-meta.xml',
    );
  });

  it('keeps the form in which a file came, unless --canonical asks for that of an org', async () => {
    const xml = [
      "<?xml version='1.0' encoding='UTF-8'?>",
      '<Flow xmlns="http://soap.sforce.com/2006/04/metadata">',
      '  <label>It&#39;s a "Test"</label>',
      '  <apiVersion>62.0</apiVersion>',
      '  <processType>Flow</processType>',
      '</Flow>',
    ].join('\n');
    const cwd = await sampleProject({ 'old/Test.flow-meta.xml': xml });
    await runCli(['import', 'old', '--out', 'flows'], { cwd });
    const back = await runCli(['export', 'flows/Test.yaml', '--out', '-'], { cwd });
    expect([back.code, back.stdout]).toEqual([0, xml]);
    const canonical = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<Flow xmlns="http://soap.sforce.com/2006/04/metadata">',
      '    <apiVersion>62.0</apiVersion>',
      '    <label>It&apos;s a &quot;Test&quot;</label>',
      '    <processType>Flow</processType>',
      '</Flow>',
      '',
    ].join('\n');
    const asAnOrg = await runCli(['export', 'flows/Test.yaml', '--canonical', '--out', '-'], { cwd });
    expect(asAnOrg.stdout).toBe(canonical);
    // XML is rewritten anyway: that is what one names it for.
    const rewritten = await runCli(['export', 'old/Test.flow-meta.xml', '--out', '-'], { cwd });
    expect(rewritten.stdout).toBe(canonical);
    // How a file is written is no difference.
    await runCli(['export', 'old/Test.flow-meta.xml', '--out', 'new'], { cwd });
    const difference = await runCli(['diff', 'old/Test.flow-meta.xml', 'new/flows/Test.flow-meta.xml'], { cwd });
    expect([difference.code, difference.stdout]).toEqual([0, '']);
  });

  it('says where a description of a form is wrong', async () => {
    const cwd = await sampleProject({ 'flows/Test.yaml': 'label: Test\nmetadata:\n  writer: { indent: wide }\n' });
    const { code, stderr } = await runCli(['export', 'flows/Test.yaml'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('flows/Test.yaml:3:');
    expect(stderr).toContain('writer.indent cannot be that');
    expect(stderr).toContain('write a number of blanks up to 16, or tab');
  });

  it('comes back through import as it was written', async () => {
    const cwd = await sampleProject({ 'flows/Order.yaml': FLOW });
    await runCli(['export', 'flows'], { cwd });
    const { stdout } = await runCli(['import', `${BASE}/flows`, '--out', '-'], { cwd });
    expect(stdout).toBe(FLOW);
    expect((await runCli(['import', BASE, '--check'], { cwd })).code).toBe(0);
  });

  it('is valid metadata for validate', async () => {
    const cwd = await sampleProject({
      'flows/Order.yaml': FLOW,
      'org/external-credentials/Sample_Shop.yaml': 'protocol: Basic\nprincipals: { Api: {} }\n',
      'org/named-credentials/Sample_Shop.yaml': 'url: https://example.com\nexternalCredential: Sample_Shop\n',
      'org/users/me.user.yaml': 'username: me@example.com\n',
    });
    await runCli(['export', 'flows'], { cwd });
    expect((await runCli(['validate', BASE], { cwd })).stdout).toContain('is valid');
  });

  it('writes to where the project has the flow, and to its default package directory', async () => {
    const cwd = await sampleProject({
      'sfdx-project.json': '{"packageDirectories": [{"path": "a"}, {"path": "b", "default": true}]}',
      'a/deep/flows/Order.flow-meta.xml': '<Flow/>',
      'flows/Order.yaml': FLOW,
    });
    const refused = await runCli(['export', 'flows'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('a/deep/flows/Order.flow-meta.xml')]);
    expect((await runCli(['export', 'flows', '--force'], { cwd })).stdout).toBe(
      'updated   a/deep/flows/Order.flow-meta.xml\ncreated   b/main/default/externalServiceRegistrations/SampleShop.externalServiceRegistration-meta.xml\n',
    );
  });

  it('puts the operations of all flows into one registration', async () => {
    const other = FLOW.replaceAll('Order', 'Cancel').replace('method: POST', 'method: DELETE');
    const cwd = await sampleProject({ 'flows/Order.yaml': FLOW, 'flows/Cancel.yaml': other });
    await runCli(['export', 'flows', '--out', 'out'], { cwd });
    const [file = '', ...more] = await readdir(join(cwd, 'out/externalServiceRegistrations'));
    expect(more).toEqual([]);
    const text = await readFile(join(cwd, 'out/externalServiceRegistrations', file), 'utf8');
    expect(text).toContain('<name>Cancel</name>');
    expect(text).toContain('<name>Order</name>');
  });

  it('prints the flow with --out -, and names what it did not print', async () => {
    const cwd = await sampleProject({ 'flows/Order.yaml': FLOW });
    const { code, stdout, stderr } = await runCli(['export', 'flows/Order.yaml', '--out', '-'], { cwd });
    expect([code, stderr]).toEqual([0, expect.stringContaining('not printed: ')]);
    await expect(stdout).toMatchFileSnapshot('golden/export-order.flow-meta.xml');
    expect((await runCli(['export', '-'], { cwd, stdin: FLOW })).stdout).toBe(stdout);
    expect((await runCli(['export', '-'], { cwd, stdin: stdout })).stdout).toBe(stdout);
  });

  it('leaves tests, answers and files of an org out', async () => {
    const cwd = await sampleProject({
      'flows/Order.yaml': FLOW,
      'flows/Order.test.yaml': 'flow: Order.yaml\n',
      'flows/Order.answers.yaml': 'Ask: {}\n',
      'flows/org/users/me.user.yaml': 'username: me@example.com\n',
    });
    const { stdout } = await runCli(['export', 'flows', '--json'], { cwd });
    expect(JSON.parse(stdout).files.map(({ source }: { readonly source: string }) => source)).toEqual([
      'flows/Order.yaml',
      'flows/Order.yaml',
    ]);
  });

  it.each([
    ['a mistake in the file', FLOW.replace('type: text', 'type: txet'), /Order\.yaml:12:24/],
    ['what no YAML is', 'a: [', /Order\.yaml:1:/],
    [
      'a type that no org knows',
      FLOW.replace('start:', 'variables:\n  reply: JSON\n\nstart:'),
      /not-exportable[\s\S]*Order\.yaml:7:3/,
    ],
    [
      'a control character',
      FLOW.replace('label: Product', 'label: "Pro\\x07duct"'),
      /not-exportable[\s\S]*Order\.yaml:12:\d+/,
    ],
    ['a list in a body', FLOW.replace("quantity: '{!Quantity}'", 'tags: [a]'), /not-exportable[\s\S]*Order\.yaml:21:/],
  ])('refuses %s, with its place, and writes nothing', async (_, text, place) => {
    const cwd = await sampleProject({ 'flows/Order.yaml': text });
    const { code, stdout, stderr } = await runCli(['export', 'flows/Order.yaml'], { cwd });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(place);
    expect(await readdir(cwd)).toEqual(['flows']);
  });
});

describe('what an org has no place for', () => {
  it('is named at its place, and the rest is exported', async () => {
    const callout = (more: string) => `label: Call
type: Autolaunched Flow
apiVersion: 66.0
start: Call
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: /things
    responses: { 2XX: { sample: { id: 1 } } }
${more}`;
    const cwd = await projectOf({
      'Loses.yaml': callout(
        '    timeout: 5000\n    onHttpError: output\n    retry: { count: 2 }\n    paginate: { by: link }\n',
      ),
      'Keeps.yaml': callout('    timeout: 10000\n    onHttpError: fault\n    bodyType: json\n'),
    });
    const { code, stdout, stderr } = await runCli(['export', 'Loses.yaml', 'Keeps.yaml', '--out', 'meta'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('created   meta/flows/Loses.flow-meta.xml');
    expect(stderr.match(/warning\[export-left-out\]: (.*)\n {2}--> (.*)/g)).toEqual([
      'warning[export-left-out]: timeout of Call is left out: an org waits 10 seconds\n  --> Loses.yaml:12:5',
      'warning[export-left-out]: onHttpError of Call is left out: an org takes the fault path for a status of 300 or more\n  --> Loses.yaml:13:5',
      'warning[export-left-out]: retry of Call is left out: an org sends a request once\n  --> Loses.yaml:14:5',
      'warning[export-left-out]: paginate of Call is left out: an org reads one page: the flow has to ask for the others\n  --> Loses.yaml:15:5',
    ]);
  });
});

it('writes into the folder of a package.xml in the Metadata API format', async () => {
  const cwd = await projectOf({
    'src/package.xml': '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>58.0</version></Package>\n',
    'src/Hello.yaml':
      'label: Hello\ntype: Autolaunched Flow\napiVersion: 58.0\nstart: A\nelements: { A: { type: rollBackRecords } }\n',
  });
  const { code, stdout, stderr } = await runCli(['export', 'src/Hello.yaml'], { cwd });
  expect([code, stdout, stderr]).toEqual([0, 'created   src/flows/Hello.flow\n', '']);
});
