/** `node test/hosts/terminal/playground.ts`: two screens and a callout in a real terminal, to look at. */
import { createTerminalPresenter } from '../../../src/hosts/terminal/presenter.ts';
import { CREATED, DETAILS, presentedScreen } from './sample-screens.ts';

const abort = new AbortController();
const presenter = createTerminalPresenter({
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
  onCancel: () => abort.abort(),
});

async function callout(): Promise<void> {
  const done = presenter.busy({
    kind: 'callout',
    id: 2,
    flow: 'Sample',
    element: 'Create_Account',
    key: 'a:b:2',
    request: {
      namedCredential: 'Target_Org',
      method: 'POST',
      path: '/services/data/v66.0/sobjects/Account',
      headers: {},
      body: null,
      runInMode: 'DefaultMode',
    },
  });
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 3000);
    abort.signal.addEventListener('abort', () => resolve());
  });
  done();
}

let draft = {};
try {
  for (let verb = 'previous'; verb === 'previous'; ) {
    const details = await presenter.present(presentedScreen(DETAILS, draft), abort.signal);
    draft = details.draft;
    await callout();
    const created = await presenter.present(presentedScreen(CREATED), abort.signal);
    verb = created.kind === 'answered' ? created.verb : created.action;
  }
  await presenter.close();
  console.log(presenter.summary({ kind: 'finished', id: 3, outputs: { newAccountId: '001000000000001AAA' } }));
  console.log(JSON.stringify(draft));
} catch (error) {
  await presenter.close();
  console.error(String(error));
  process.exitCode = 130;
}
