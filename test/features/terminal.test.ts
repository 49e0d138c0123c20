import { describe, expect, it } from 'vitest';
import { KEYS } from '../hosts/terminal/fake-terminal.ts';
import { inTerminal } from './in-terminal.ts';
import { exampleProject } from './temporary-project.ts';

/** The main story as a person sees it: `flowrun flows/create-account.yaml` in a terminal. */

const FLOW = 'flows/create-account.yaml';

describe('flowrun flows/create-account.yaml in a terminal', () => {
  it('is filled in, refused, mended, gone back over, and creates the account', async () => {
    const { terminal, code, stderr } = inTerminal([FLOW], { cwd: await exampleProject() });
    await terminal.until('Account name');
    await terminal.type(KEYS.ctrl('s'));
    await terminal.until('Complete this field.');
    await terminal.type('Acme Solar');
    await terminal.type(KEYS.ctrl('s'));
    await terminal.until('This creates Acme Solar in the target org.');
    await terminal.type(KEYS.ctrl('b'));
    await terminal.until('Account name');
    await terminal.type(' Ltd');
    await terminal.type(KEYS.ctrl('s'));
    await terminal.until('This creates Acme Solar Ltd in the target org.');
    await terminal.type(KEYS.ctrl('s'));
    await terminal.until(/Created Acme Solar Ltd with id 001\w{15}\./);
    await terminal.type(KEYS.ctrl('s'));
    expect(await code).toBe(0);
    expect(terminal.text()).toMatch(/Create Account in the target org finished \(5 screens, 1 callout, /);
    expect(stderr()).toBe('');
  });

  it('shows a fault as a screen that says what happened and what to do', async () => {
    const { terminal, code } = inTerminal([FLOW, '--as', 'guest.user@example.com', '--input', 'accountName=Acme'], {
      cwd: await exampleProject(),
    });
    await terminal.until('Account name');
    await terminal.type(KEYS.ctrl('s'));
    await terminal.until('This creates Acme');
    await terminal.type(KEYS.ctrl('s'));
    await terminal.until('The account was not created');
    expect(await terminal.until("We couldn't access the credential(s).")).toContain('Try again');
    await terminal.type(KEYS.ctrl('c'));
    expect(await code).toBe(130);
  });

  it('is left with Ctrl-C: exit 130', async () => {
    const { terminal, code, stderr } = inTerminal([FLOW], { cwd: await exampleProject() });
    await terminal.until('Account name');
    await terminal.type(KEYS.ctrl('c'));
    expect(await code).toBe(130);
    expect(stderr()).not.toContain('error');
  });

  it('shows an unhandled fault as a panel when the screens are gone', async () => {
    const cwd = await exampleProject({
      'flows/fails.yaml': [
        'label: Fails',
        'type: Screen Flow',
        'apiVersion: 66.0',
        'start: Hello',
        'elements:',
        '  Hello: { type: screen, fields: { Text: { type: displayText, text: Before the callout } }, next: Create }',
        '  Create: { type: httpCallout, namedCredential: Target_Org, method: POST, path: /services/data/v66.0/sobjects/Account, body: { Industry: Energy } }',
        '',
      ].join('\n'),
    });
    const { terminal, code, stderr } = inTerminal(['flows/fails.yaml'], { cwd });
    await terminal.until('Before the callout');
    await terminal.type(KEYS.ctrl('s'));
    expect(await code).toBe(1);
    expect(stderr()).toContain('The flow stopped at Create (CALLOUT_STATUS)');
    expect(stderr()).toMatch(/Required\s+fields\s+are\s+missing:\s+\[Name\]/);
  });

  it('is not shown with --answers or --json', async () => {
    const cwd = await exampleProject();
    const { terminal, code } = inTerminal([FLOW, '--answers', 'flows/create-account.answers.yaml'], { cwd });
    expect(await code).toBe(0);
    expect(terminal.text()).toContain('Created Acme Solar (Energy) with id 001');
    const json = inTerminal([FLOW, '--json'], { cwd });
    expect(await json.code).toBe(2);
    expect(JSON.parse(json.terminal.written().trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'USAGE' },
    });
  });
});
