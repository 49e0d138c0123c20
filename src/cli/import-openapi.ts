import { basename, extname, join, resolve } from 'node:path';
import { parseYaml } from '../definition/index.ts';
import { UsageError } from '../errors.ts';
import { externalServiceDocument, plainDocument } from '../metadata/org/component-documents.ts';
import { yamlFromDocument } from '../metadata/yaml-writer.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode } from '../model/document.ts';
import { readOpenApi, serverUrlOf } from '../openapi/index.ts';
import { findProject } from '../project/find-project.ts';
import { readDefinition } from '../project/read-definition.ts';
import type { Conversion } from './conversion.ts';
import type { MadeFile } from './write-files.ts';

export interface OpenApiImport {
  /** The document's path. */
  readonly file: string;
  /** API name of the service; null = made of the document's title. */
  readonly name: string | null;
  /** The named credential that calls go through; null = one of the service's name, made where there is none. */
  readonly namedCredential: string | null;
  /** Folder that holds `org/`. */
  readonly out: string;
  readonly cwd: string;
}

/**
 * An external service of an OpenAPI document: the service, the document as it is, and where the org has no named credential of
 * that name one with the document's server, without authentication.
 * @returns the files, and what of the document cannot be called, with its place.
 * @throws UsageError for a name that no service can have.
 */
export async function importOpenApi(asked: OpenApiImport): Promise<Conversion> {
  const { file, out, cwd } = asked;
  const read = await readDefinition(file, cwd);
  if ('refused' in read) return { files: [], diagnostics: [read.refused] };
  const { document, diagnostics } = parseYaml(read.text, file);
  const api = document && readOpenApi(document);
  if (!document || !api) return { files: [], diagnostics: document ? [notOpenApi(document, file)] : diagnostics };
  const name = asked.name ?? serviceName(api.title ?? basename(file, extname(file)));
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
    throw new UsageError(`${name} cannot be the name of an external service`, 'letters and digits, a letter first');
  }
  const problems = api.problems.map(
    ({ message, place, suggestion }): Diagnostic => ({
      rule: 'openapi-left-out',
      severity: 'warning',
      message,
      file,
      place,
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  );
  if (api.operations.length === 0) {
    const nothing = { ...notOpenApi(document, file), message: 'the document has no operation that a callout can make' };
    return { files: [], diagnostics: [...problems, nothing] };
  }
  const schema = `schemas/${name}${/^\s*\{/.test(read.text) ? '.json' : '.yaml'}`;
  const namedCredential = asked.namedCredential ?? name;
  const folder = join(out, 'org');
  const service = {
    name,
    label: api.title ?? name,
    namedCredential,
    operations: null,
    file: '',
    schema: { file: schema, text: read.text },
  };
  const made = (path: string, node: DocumentNode): MadeFile => ({
    path: join(folder, path),
    text: yamlFromDocument(node),
    source: file,
  });
  const files: MadeFile[] = [
    made(`external-services/${name}.yaml`, externalServiceDocument(service, schema)),
    { path: join(folder, 'external-services', schema), text: read.text, source: file },
  ];
  const { org } = await findProject(resolve(cwd, out), cwd);
  if (!org.namedCredentials.some((one) => one.name.toLowerCase() === namedCredential.toLowerCase())) {
    const url = serverUrlOf(document) ?? 'https://example.com';
    files.push(
      made(`named-credentials/${namedCredential}.yaml`, plainDocument({ url, externalCredential: namedCredential })),
      made(
        `external-credentials/${namedCredential}.yaml`,
        plainDocument({ protocol: 'No Authentication', principals: { Main: { type: 'Named Principal' } } }),
      ),
      made(`permission-sets/Call_${namedCredential}.yaml`, plainDocument({ principals: [`${namedCredential}-Main`] })),
    );
  }
  return { files, diagnostics: [...diagnostics, ...problems] };
}

/** `Swagger Petstore - OpenAPI 3.0` as a name: letters and digits, words with capitals. */
function serviceName(title: string): string {
  const words = title.replace(/\b(?:openapi|swagger)\b[\s\d.]*/gi, '').match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Service';
}

function notOpenApi(document: DocumentNode, file: string): Diagnostic {
  const { start } = document.place;
  return {
    rule: 'not-openapi',
    severity: 'error',
    message: 'this is no OpenAPI document',
    file,
    place: { start, end: start + 1 },
    suggestion: "an OpenAPI 3 document begins with openapi: 3.0.3, a Swagger 2 document with swagger: '2.0'",
  };
}
