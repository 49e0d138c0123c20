import type { FieldDefinition, ObjectDefinition } from './define-object.ts';
import { defineObject } from './define-object.ts';
import { checkbox, email, idField, picklist, REQUIRED, reference, SYSTEM_FIELDS, text, textArea } from './fields.ts';

/** Records of the org's set-up that flows look up by name. */

/** They are never in a recycle bin. */
const SYSTEM: readonly FieldDefinition[] = SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted');

interface Setup {
  readonly name: string;
  readonly label: string;
  readonly keyPrefix: string;
  /** What is said of it besides id, audit fields and, unless another is named, `Name`. */
  readonly fields: readonly FieldDefinition[];
  readonly labelPlural?: string;
  readonly nameField?: string;
  readonly writable?: boolean;
}

function setup(what: Setup): ObjectDefinition {
  const { label, labelPlural = `${label}s`, nameField = 'Name', writable = false, fields } = what;
  const name = nameField === 'Name' ? [text('Name', 'Name', 255, REQUIRED)] : [];
  return defineObject({
    ...what,
    labelPlural,
    nameField,
    writable,
    fields: [idField(`${label} ID`), ...name, ...fields, ...SYSTEM],
  });
}

const DEVELOPER_NAME = text('DeveloperName', 'Developer Name', 80);

export const SETUP_OBJECTS: readonly ObjectDefinition[] = [
  setup({
    name: 'RecordType',
    label: 'Record Type',
    keyPrefix: '012',
    fields: [
      DEVELOPER_NAME,
      text('SobjectType', 'SObject Type Name', 40),
      text('NamespacePrefix', 'Namespace Prefix', 15),
      textArea('Description', 'Description'),
      checkbox('IsActive', 'Active', { defaultValue: true }),
      checkbox('IsPersonType', 'Is Person Type'),
    ],
  }),
  setup({
    name: 'Profile',
    label: 'Profile',
    keyPrefix: '00e',
    fields: [textArea('Description', 'Description'), text('UserType', 'User Type', 40, { defaultValue: 'Standard' })],
  }),
  setup({
    name: 'UserRole',
    label: 'Role',
    keyPrefix: '00E',
    fields: [
      DEVELOPER_NAME,
      reference('ParentRoleId', 'Parent Role ID', ['UserRole']),
      textArea('RollupDescription', 'Description', 80),
    ],
  }),
  setup({
    name: 'Group',
    label: 'Group',
    keyPrefix: '00G',
    writable: true,
    fields: [
      DEVELOPER_NAME,
      picklist('Type', 'Type', ['Regular', 'Queue', 'Role', 'RoleAndSubordinates', 'Organization'], {
        defaultValue: 'Regular',
      }),
      email('Email', 'Email'),
      reference('OwnerId', 'Owner ID', ['User']),
    ],
  }),
  setup({
    name: 'GroupMember',
    label: 'Group Member',
    keyPrefix: '011',
    nameField: 'Id',
    writable: true,
    fields: [
      reference('GroupId', 'Group ID', ['Group'], { ...REQUIRED, deleteConstraint: 'Cascade' }),
      reference('UserOrGroupId', 'User/Group ID', ['User', 'Group'], REQUIRED),
    ],
  }),
  setup({
    name: 'QueueSobject',
    label: 'Queue Sobject',
    keyPrefix: '03g',
    nameField: 'Id',
    writable: true,
    fields: [
      reference('QueueId', 'Queue ID', ['Group'], { ...REQUIRED, deleteConstraint: 'Cascade' }),
      text('SobjectType', 'Sobject Type', 40, REQUIRED),
    ],
  }),
  setup({
    name: 'PermissionSet',
    label: 'Permission Set',
    keyPrefix: '0PS',
    fields: [
      text('Label', 'Label', 80),
      textArea('Description', 'Description'),
      checkbox('IsCustom', 'Custom', { defaultValue: true }),
      checkbox('IsOwnedByProfile', 'Owned By Profile'),
      reference('ProfileId', 'Profile ID', ['Profile']),
    ],
  }),
  setup({
    name: 'PermissionSetAssignment',
    label: 'Permission Set Assignment',
    keyPrefix: '0Pa',
    nameField: 'Id',
    writable: true,
    fields: [
      reference('PermissionSetId', 'Permission Set ID', ['PermissionSet'], REQUIRED),
      reference('AssigneeId', 'Assignee ID', ['User'], REQUIRED),
    ],
  }),
  setup({
    name: 'EmailTemplate',
    label: 'Email Template',
    keyPrefix: '00X',
    writable: true,
    fields: [
      DEVELOPER_NAME,
      text('Subject', 'Subject', 255),
      textArea('Body', 'Email Body', 384_000),
      textArea('HtmlValue', 'HTML Value', 384_000),
      textArea('Description', 'Description', 4000),
      picklist('TemplateType', 'Template Type', ['text', 'html', 'custom', 'visualforce'], { defaultValue: 'custom' }),
      picklist('UiType', 'UI Type', ['Aloha', 'SFX', 'SFX_Sample'], { defaultValue: 'SFX' }),
      text('RelatedEntityType', 'Related Entity Type', 40),
      checkbox('IsActive', 'Active', { defaultValue: true }),
    ],
  }),
  setup({
    name: 'CustomNotificationType',
    label: 'Custom Notification Type',
    keyPrefix: '0ML',
    nameField: 'CustomNotifTypeName',
    writable: true,
    fields: [
      text('CustomNotifTypeName', 'Custom Notification Type Name', 80, REQUIRED),
      DEVELOPER_NAME,
      text('MasterLabel', 'Label', 80),
      checkbox('Desktop', 'Desktop'),
      checkbox('Mobile', 'Mobile'),
    ],
  }),
  setup({
    name: 'CollaborationGroup',
    label: 'Group',
    labelPlural: 'Collaboration Groups',
    keyPrefix: '0F9',
    writable: true,
    fields: [
      textArea('Description', 'Description', 1000),
      picklist('CollaborationType', 'Access Type', ['Public', 'Private', 'Unlisted'], { defaultValue: 'Public' }),
      reference('OwnerId', 'Owner ID', ['User']),
    ],
  }),
];
