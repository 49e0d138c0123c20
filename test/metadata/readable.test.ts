import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { externalServicesFromDocument } from '../../src/metadata/http-callout/registration.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import { treeOfYaml } from './translate.ts';

/**
 * Flows of ten kinds, written by hand as a person would write them. Import has to give exactly this text back from the
 * metadata that export makes of it: short forms, run order, comments, line breaks, and nothing redundant.
 */
const FOLDER = join(import.meta.dirname, 'readable');

describe('imported YAML reads as if written by hand', () => {
  it.each(readdirSync(FOLDER))('%s', (file) => {
    const yaml = readFileSync(join(FOLDER, file), 'utf8');
    const document = treeOfYaml(yaml);
    const services = new Map(externalServicesFromDocument(document).map(({ name, xml }) => [name, xml]));
    const back = flowDocumentFromXml(flowXmlFromDocument(document), file, { services });
    expect(back.diagnostics).toEqual([]);
    expect(back.document && yamlFromDocument(back.document)).toBe(yaml);
  });
});
