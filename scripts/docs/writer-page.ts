import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { WRITER_FACTS } from '../../src/metadata/writer-profile.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import { WRITER_SCHEMAS } from '../schemas/writer.ts';

/** A file as a formatter and a person leave it. */
const EXAMPLE = `<?xml version="1.0" encoding="UTF-8" ?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
  <label>Who&#39;s there</label>
  <apiVersion>62.0</apiVersion>
  <processType>AutoLaunchedFlow</processType>

  <variables>
    <name>Visitor</name>
    <dataType>String</dataType>
    <isCollection>false</isCollection>
    <isInput>true</isInput>
    <isOutput>false</isOutput>
    <value><stringValue>Nobody</stringValue></value>
  </variables>
</Flow>
`;

/** How metadata is written that was not written by an org: the table of the schema, and an example made by import. */
export function writerPage(): string {
  const rows = WRITER_FACTS.map((fact) => `| \`${fact}\` | ${descriptionOf(fact)} |`);
  const { document } = flowDocumentFromXml(EXAMPLE, 'Visitor.flow-meta.xml');
  if (!document || flowXmlFromDocument(document) !== EXAMPLE) throw new TypeError('the example does not come back');
  return `# How metadata is written

An org gives metadata back in one form, and that is how \`flowrun export\` writes it. A file that a person, a formatter or an
older tool wrote differs from it in small ways that say nothing about the flow. Import finds those that are regular; they stand
under \`metadata:\` in \`writer:\`, each only where it is not as an org does it, and export goes by them. Delete \`writer:\`, or
export with \`--canonical\`, for the form of an org; a flow written by hand needs none.

| key | what it tells |
|---|---|
${rows.join('\n')}

\`\`\`xml
${EXAMPLE}\`\`\`

becomes

\`\`\`yaml
${yamlFromDocument(document)}\`\`\`

and that the same file again. [How many real flows](conformance.md#byte-for-byte) do so.
`;
}

function descriptionOf(fact: (typeof WRITER_FACTS)[number]): string {
  const schema = WRITER_SCHEMAS[fact];
  const description = typeof schema === 'boolean' ? undefined : schema.description;
  if (description === undefined) throw new TypeError(`the schema of writer.${fact} needs a description`);
  return description;
}
