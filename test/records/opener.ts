import { openRecords } from '../../src/records/index.ts';

/** A process of its own: opens fresh databases at moments that it shares with others. */
const [directory = '', start = '0', count = '0'] = process.argv.slice(2);
for (let i = 0; i < Number(count); i++) {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, Number(start) + i * 40 - Date.now() - 3)));
  while (Date.now() < Number(start) + i * 40);
  const records = await openRecords(`${directory}/${i}`);
  records.store.transaction(() => records.store.nextNumber('opened'));
  records.close();
}
