import type { ObjectDefinition } from './define-object.ts';
import { defineObject } from './define-object.ts';
import {
  checkbox,
  idField,
  integer,
  OWNER,
  picklist,
  READ_ONLY,
  REQUIRED,
  reference,
  SYSTEM_FIELDS,
  text,
  textArea,
} from './fields.ts';

/** Files and posts. A file's bytes are kept as the Base64 text that clients send. */
const LARGEST_FILE = 50_000_000;

export const contentDocument: ObjectDefinition = defineObject({
  name: 'ContentDocument',
  label: 'Content Document',
  labelPlural: 'Content Documents',
  keyPrefix: '069',
  nameField: 'Title',
  fields: [
    idField('ContentDocument ID'),
    text('Title', 'Title', 255, REQUIRED),
    text('FileType', 'File Type', 20, READ_ONLY),
    text('FileExtension', 'File Extension', 40, READ_ONLY),
    integer('ContentSize', 'Size', 10, READ_ONLY),
    reference('LatestPublishedVersionId', 'Latest Published Version ID', ['ContentVersion']),
    textArea('Description', 'Description', 1000),
    OWNER,
    ...SYSTEM_FIELDS,
  ],
});

export const contentVersion: ObjectDefinition = defineObject({
  name: 'ContentVersion',
  label: 'Content Version',
  labelPlural: 'Content Versions',
  keyPrefix: '068',
  nameField: 'Title',
  fields: [
    idField('ContentVersion ID'),
    reference('ContentDocumentId', 'ContentDocument ID', ['ContentDocument'], { deleteConstraint: 'Cascade' }),
    checkbox('IsLatest', 'Is Latest', { ...READ_ONLY, defaultValue: true }),
    text('VersionNumber', 'Version Number', 20, READ_ONLY),
    text('Title', 'Title', 255),
    textArea('Description', 'Description', 1000),
    text('PathOnClient', 'Path On Client', 500),
    textArea('VersionData', 'Version Data', LARGEST_FILE),
    text('FileType', 'File Type', 20, READ_ONLY),
    text('FileExtension', 'File Extension', 40, READ_ONLY),
    reference('FirstPublishLocationId', 'First Publish Location ID', [], { updateable: false }),
    picklist('Origin', 'Content Origin', ['C', 'H'], { restricted: true, defaultValue: 'C' }),
    reference('RecordTypeId', 'Record Type ID', ['RecordType']),
    OWNER,
    ...SYSTEM_FIELDS,
  ],
  derive: (values) => {
    const path = typeof values.PathOnClient === 'string' ? values.PathOnClient : '';
    const ending = /\.(\w+)$/.exec(path)?.[1] ?? null;
    const title = values.Title ?? (path === '' ? null : path.replace(/^.*[\\/]/, '').replace(/\.\w+$/, ''));
    return { ...values, Title: title, FileExtension: ending, FileType: ending?.toUpperCase() ?? null };
  },
});

export const contentDocumentLink: ObjectDefinition = defineObject({
  name: 'ContentDocumentLink',
  label: 'Content Document Link',
  labelPlural: 'Content Document Link',
  keyPrefix: '06A',
  nameField: 'Id',
  fields: [
    idField('ContentDocumentLink ID'),
    reference('LinkedEntityId', 'Linked Entity ID', [], {
      ...REQUIRED,
      updateable: false,
      deleteConstraint: 'Cascade',
    }),
    reference('ContentDocumentId', 'ContentDocument ID', ['ContentDocument'], {
      ...REQUIRED,
      updateable: false,
      deleteConstraint: 'Cascade',
    }),
    picklist('ShareType', 'Share Type', ['V', 'C', 'I'], { restricted: true, defaultValue: 'V' }),
    picklist('Visibility', 'Visibility', ['AllUsers', 'InternalUsers', 'SharedUsers'], {
      restricted: true,
      defaultValue: 'AllUsers',
    }),
    ...SYSTEM_FIELDS,
  ],
});

export const attachment: ObjectDefinition = defineObject({
  name: 'Attachment',
  label: 'Attachment',
  labelPlural: 'Attachments',
  keyPrefix: '00P',
  nameField: 'Name',
  fields: [
    idField('Attachment ID'),
    reference('ParentId', 'Parent ID', [], { ...REQUIRED, deleteConstraint: 'Cascade' }),
    text('Name', 'File Name', 255, REQUIRED),
    text('ContentType', 'Content Type', 120),
    textArea('Body', 'Body', LARGEST_FILE),
    text('Description', 'Description', 500),
    checkbox('IsPrivate', 'Private'),
    OWNER,
    ...SYSTEM_FIELDS,
  ],
});

export const feedItem: ObjectDefinition = defineObject({
  name: 'FeedItem',
  label: 'Feed Item',
  labelPlural: 'Feed Items',
  keyPrefix: '0D5',
  nameField: 'Id',
  fields: [
    idField('Feed Item ID'),
    reference('ParentId', 'Parent ID', [], { ...REQUIRED, updateable: false, deleteConstraint: 'Cascade' }),
    picklist('Type', 'Feed Item Type', ['TextPost', 'LinkPost', 'ContentPost'], { defaultValue: 'TextPost' }),
    textArea('Body', 'Body', 10_000),
    text('Title', 'Title', 255),
    text('LinkUrl', 'Link Url', 1000),
    checkbox('IsRichText', 'Is Rich Text'),
    ...SYSTEM_FIELDS,
  ],
});
