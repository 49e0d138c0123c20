import { chmod, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { sampleProject } from './sample-project.ts';

const FLOW = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>52.0</apiVersion>
    <interviewLabel>Greet {!$Flow.CurrentDateTime}</interviewLabel>
    <label>Greet</label>
    <processType>Flow</processType>
    <!-- Asked by the sales team -->
    <screens>
        <name>Hello</name>
        <label>Hello</label>
        <locationX>176</locationX>
        <locationY>134</locationY>
        <allowBack>true</allowBack>
        <allowFinish>true</allowFinish>
        <allowPause>true</allowPause>
        <fields>
            <name>Who</name>
            <dataType>String</dataType>
            <fieldText>Your name</fieldText>
            <fieldType>InputField</fieldType>
            <isRequired>true</isRequired>
        </fields>
        <showFooter>true</showFooter>
        <showHeader>true</showHeader>
    </screens>
    <start>
        <locationX>50</locationX>
        <locationY>0</locationY>
        <connector>
            <targetReference>Hello</targetReference>
        </connector>
    </start>
    <status>Active</status>
</Flow>
`;
const BROKEN = FLOW.replace('</label>\n        <locationX>', '</lable>\n        <locationX>');
const META = 'force-app/main/default/flows';

describe('flowrun import', () => {
  it('makes YAML in the folder flows and says so', async () => {
    const cwd = await sampleProject({ [`${META}/Greet.flow-meta.xml`]: FLOW });
    const result = await runCli(['import', `${META}/Greet.flow-meta.xml`], { cwd });
    expect(result).toEqual({ code: 0, stdout: 'created   flows/Greet.yaml\n', stderr: '' });
    await expect(await readFile(join(cwd, 'flows/Greet.yaml'), 'utf8')).toMatchFileSnapshot('golden/import-greet.yaml');
    expect(await readdir(join(cwd, 'flows'))).toEqual(['Greet.yaml']);
  });

  it('gives back the same bytes through export', async () => {
    const cwd = await sampleProject({ [`${META}/Greet.flow-meta.xml`]: FLOW });
    await runCli(['import', META], { cwd });
    expect(await runCli(['export', 'flows/Greet.yaml', '--check'], { cwd })).toEqual({
      code: 0,
      stdout: `unchanged ${META}/Greet.flow-meta.xml\n`,
      stderr: '',
    });
  });

  it('takes the flows of a whole project, whatever its package directories are called', async () => {
    const cwd = await sampleProject({
      'sfdx-project.json': '{"packageDirectories": [{"path": "app", "default": true}, {"path": "more"}]}',
      'app/main/default/flows/Greet.flow-meta.xml': FLOW,
      'more/flows/Leave.flow-meta.xml': FLOW,
      'elsewhere/Other.flow-meta.xml': FLOW,
    });
    const { code, stdout } = await runCli(['import', '.', '--out', 'yaml'], { cwd });
    expect([code, stdout]).toEqual([0, 'created   yaml/Greet.yaml\ncreated   yaml/Leave.yaml\n']);
  });

  it("reads the Metadata API's own format", async () => {
    const cwd = await sampleProject({ 'src/flows/Greet.flow': FLOW });
    expect((await runCli(['import', 'src'], { cwd })).stdout).toBe('created   flows/Greet.yaml\n');
  });

  it('keeps folders apart where two flows have one name', async () => {
    const cwd = await sampleProject({ 'all/a/Greet.flow': FLOW, 'all/b/greet.flow': FLOW });
    expect((await runCli(['import', 'all'], { cwd })).stdout).toBe(
      'created   flows/a/Greet.yaml\ncreated   flows/b/greet.yaml\n',
    );
    const flat = await runCli(['import', 'all/a/Greet.flow', 'all/b/greet.flow', '--out', 'flat'], { cwd });
    expect([flat.code, flat.stderr]).toEqual([2, expect.stringContaining('would both become flat/')]);
  });

  it('prints with --out -, and reads standard input with -', async () => {
    const cwd = await sampleProject({ 'Greet.flow': FLOW });
    const printed = await runCli(['import', 'Greet.flow', '--out', '-'], { cwd });
    expect(printed.stdout).toContain('label: Greet\n');
    expect(await runCli(['import', '-'], { cwd, stdin: FLOW })).toEqual(printed);
    expect(await readdir(cwd)).toEqual(['Greet.flow']);
  });

  it('never overwrites without --force, and writes nothing then', async () => {
    const cwd = await sampleProject({ 'a/Greet.flow': FLOW, 'a/New.flow': FLOW, 'flows/Greet.yaml': 'label: Mine\n' });
    const refused = await runCli(['import', 'a'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('flows/Greet.yaml would be overwritten: nothing was written');
    expect(await readdir(join(cwd, 'flows'))).toEqual(['Greet.yaml']);
    expect((await runCli(['import', 'a', '--force'], { cwd })).stdout).toBe(
      'updated   flows/Greet.yaml\ncreated   flows/New.yaml\n',
    );
    expect((await runCli(['import', 'a'], { cwd })).stdout).toBe(
      'unchanged flows/Greet.yaml\nunchanged flows/New.yaml\n',
    );
  });

  it('tells with --check what differs, and writes nothing', async () => {
    const cwd = await sampleProject({ 'a/Greet.flow': FLOW, 'a/New.flow': FLOW, 'flows/Greet.yaml': 'label: Mine\n' });
    expect(await runCli(['import', 'a', '--check'], { cwd })).toEqual({
      code: 1,
      stdout: 'differs   flows/Greet.yaml\nmissing   flows/New.yaml\n',
      stderr: '',
    });
    await runCli(['import', 'a', '--force'], { cwd });
    expect((await runCli(['import', 'a', '--check'], { cwd })).code).toBe(0);
  });

  it('shows where a file is broken, and makes the others', async () => {
    const cwd = await sampleProject({ 'a/Broken.flow-meta.xml': BROKEN, 'a/Greet.flow': FLOW });
    const { code, stdout, stderr } = await runCli(['import', 'a'], { cwd });
    expect([code, stdout]).toEqual([3, 'created   flows/Greet.yaml\n']);
    expect(stderr).toMatch(/error\[xml-syntax\].*\n +--> a\/Broken\.flow-meta\.xml:10:\d+/);
    expect(stderr).toContain('1 error');
  });

  it('prints pure JSON', async () => {
    const cwd = await sampleProject({ 'a/Broken.flow-meta.xml': BROKEN, 'a/Greet.flow': FLOW });
    const { code, stdout, stderr } = await runCli(['import', 'a', '--json'], { cwd, color: true });
    expect([code, stderr]).toEqual([3, '']);
    expect(JSON.parse(stdout)).toEqual({
      files: [{ source: 'a/Greet.flow', file: 'flows/Greet.yaml', status: 'created' }],
      diagnostics: [expect.objectContaining({ file: 'a/Broken.flow-meta.xml', line: 10, rule: 'xml-syntax' })],
    });
  });

  it('writes the line for editors where flowrun is installed', async () => {
    const cwd = await sampleProject({
      'node_modules/flowrun/schemas/flow.schema.json': '{}',
      'all/a/Greet.flow': FLOW,
      'all/b/Greet.flow': FLOW,
    });
    await runCli(['import', 'all'], { cwd });
    expect(await readFile(join(cwd, 'flows/a/Greet.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/flowrun\/schemas\/flow\.schema\.json\n/,
    );
  });

  it('makes tests of the tests of an org, which pass', async () => {
    const flow = `label: Score
type: Autolaunched Flow
apiVersion: 66.0
status: Active
start:
  trigger: RecordBeforeSave
  object: Account
  when: CreateAndUpdate
  next: Set
elements:
  Set:
    type: updateRecords
    record: $Record
    set: { Rating: Hot, Site: Sold to Acme }
`;
    const test = `<?xml version="1.0" encoding="UTF-8"?>
<FlowTest xmlns="http://soap.sforce.com/2006/04/metadata">
    <description>Asked by sales</description>
    <flowApiName>Score</flowApiName>
    <label>Rates what grew</label>
    <testPoints>
        <elementApiName>Start</elementApiName>
        <parameters><leftValueReference>$Record</leftValueReference><type>InputTriggeringRecordInitial</type><value><sobjectValue>{&quot;attributes&quot;:{&quot;type&quot;:&quot;Account&quot;},&quot;Name&quot;:&quot;Acme&quot;,&quot;NumberOfEmployees&quot;:5}</sobjectValue></value></parameters>
        <parameters><leftValueReference>$Record</leftValueReference><type>InputTriggeringRecordUpdated</type><value><sobjectValue>{&quot;Name&quot;:&quot;Acme&quot;,&quot;NumberOfEmployees&quot;:50}</sobjectValue></value></parameters>
    </testPoints>
    <testPoints>
        <assertions><conditions><leftValueReference>$Record.Rating</leftValueReference><operator>EqualTo</operator><rightValue><stringValue>Hot</stringValue></rightValue></conditions><errorMessage>Not hot</errorMessage></assertions>
        <assertions><conditions><leftValueReference>$Record.Site</leftValueReference><operator>StartsWith</operator><rightValue><stringValue>Sold to</stringValue></rightValue></conditions></assertions>
        <assertions><conditions><leftValueReference>$Record.NumberOfEmployees</leftValueReference><operator>GreaterThan</operator><rightValue><numberValue>5.0</numberValue></rightValue></conditions></assertions>
        <elementApiName>Finish</elementApiName>
    </testPoints>
</FlowTest>
`;
    const cwd = await sampleProject({
      'flows/Score.yaml': flow,
      'force-app/main/default/flowtests/Grows.flowtest-meta.xml': test,
    });
    await runCli(['export', 'flows'], { cwd });
    const { code, stdout, stderr } = await runCli(['import', 'force-app'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    const forced = await runCli(['import', 'force-app/main/default/flowtests'], { cwd });
    expect([forced.code, forced.stdout]).toEqual([0, 'created   flows/Score.test.yaml\n']);
    expect(forced.stderr).toMatch(
      /warning\[flow-test-left\]: the assertion \$Record\.NumberOfEmployees GreaterThan is left out/,
    );
    await expect(await readFile(join(cwd, 'flows/Score.test.yaml'), 'utf8')).toMatchFileSnapshot(
      'golden/import-flow-test.yaml',
    );
    expect([code, stderr.includes('Score.yaml would be overwritten')]).toEqual([2, true]);
    const run = await runCli(['test', 'flows'], { cwd });
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('1 passed')]);
  });

  it('leaves no half-written file where the folder takes none', async () => {
    const cwd = await sampleProject({ 'Greet.flow': FLOW });
    await mkdir(join(cwd, 'flows'));
    await writeFile(join(cwd, 'flows/kept.txt'), '');
    await chmod(join(cwd, 'flows'), 0o500);
    const { code, stdout } = await runCli(['import', 'Greet.flow'], { cwd });
    await chmod(join(cwd, 'flows'), 0o700);
    // The superuser may write anywhere.
    if (process.getuid?.() === 0) expect([code, stdout]).toEqual([0, 'created   flows/Greet.yaml\n']);
    else expect([code, stdout, await readdir(join(cwd, 'flows'))]).toEqual([1, '', ['kept.txt']]);
  });

  it.each([
    [
      'entities that grow',
      '<!DOCTYPE Flow [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Flow>&b;</Flow>',
    ],
    [
      'an entity from a file',
      '<!DOCTYPE Flow [<!ENTITY a SYSTEM "file:///etc/passwd">]><Flow><label>&a;</label></Flow>',
    ],
    ['elements that nest without end', '<a>'.repeat(1_000_000)],
    ['a million attributes', `<Flow ${Array.from({ length: 200_000 }, (_, index) => `a${index}="x"`).join(' ')}></Flo`],
    ['a file that is no text', '\u0000\u0001\u0002'],
  ])('refuses %s, with a place', async (_, text) => {
    const cwd = await sampleProject({ 'Hostile.flow': text });
    const { code, stdout, stderr } = await runCli(['import', 'Hostile.flow'], { cwd });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/--> Hostile\.flow:\d+:\d+/);
    expect(stderr).not.toContain('root:');
    expect(stderr.length).toBeLessThan(5000);
    expect(await readdir(cwd)).toEqual(['Hostile.flow']);
  });

  it('refuses a file of 100 MB by its size, without reading it', async () => {
    const cwd = await sampleProject({ 'Huge.flow': '<Flow>' });
    const file = await open(join(cwd, 'Huge.flow'), 'r+');
    await file.truncate(100 * 1024 * 1024);
    await file.close();
    const before = process.memoryUsage().arrayBuffers;
    const { code, stderr } = await runCli(['import', 'Huge.flow'], { cwd });
    expect([code, stderr]).toEqual([3, expect.stringContaining('the file has 100.0 MB; at most 5.0 MB are read')]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  });

  it.each([
    ['a missing file', ['gone.flow'], 'gone.flow: no such file'],
    ['several files on standard output', ['a', '--out', '-'], 'standard output takes one file'],
    ['standard input beside files', ['-', 'a/Greet.flow'], 'stands alone'],
    ['a folder for standard input', ['-', '--out', 'x'], 'what comes from standard input has no name'],
    ['a project without flows', ['empty'], 'hold no flows'],
  ])('refuses %s', async (_, argv, message) => {
    const cwd = await sampleProject({
      'a/Greet.flow': FLOW,
      'a/New.flow': FLOW,
      'empty/sfdx-project.json': '{"packageDirectories": [{"path": "force-app"}]}',
    });
    const { code, stderr } = await runCli(['import', ...argv], { cwd, stdin: FLOW });
    expect([code, stderr.includes(message) || stderr]).toEqual([2, true]);
  });
});
