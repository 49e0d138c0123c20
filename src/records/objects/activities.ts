import type { FieldDefinition, ObjectDefinition } from './define-object.ts';
import { defineObject } from './define-object.ts';
import {
  checkbox,
  date,
  dateTime,
  idField,
  integer,
  OWNER_OR_QUEUE,
  picklist,
  READ_ONLY,
  reference,
  SYSTEM_FIELDS,
  text,
  textArea,
} from './fields.ts';

/** What tasks and events share: whom and what they are about. */
const ABOUT: readonly FieldDefinition[] = [
  reference('WhoId', 'Name ID', ['Contact', 'Lead']),
  reference('WhatId', 'Related To ID', []),
];

const SUBJECTS = ['Call', 'Send Letter', 'Send Quote', 'Email', 'Other'];
const COMPLETED = 'Completed';

export const task: ObjectDefinition = defineObject({
  name: 'Task',
  label: 'Task',
  labelPlural: 'Tasks',
  keyPrefix: '00T',
  nameField: 'Subject',
  fields: [
    idField('Activity ID'),
    ...ABOUT,
    picklist('Subject', 'Subject', SUBJECTS),
    date('ActivityDate', 'Due Date Only'),
    picklist('Status', 'Status', ['Not Started', 'In Progress', COMPLETED, 'Waiting on someone else', 'Deferred'], {
      nillable: false,
      defaultValue: 'Not Started',
    }),
    picklist('Priority', 'Priority', ['High', 'Normal', 'Low'], { nillable: false, defaultValue: 'Normal' }),
    checkbox('IsHighPriority', 'High Priority', READ_ONLY),
    OWNER_OR_QUEUE,
    textArea('Description', 'Description', 32_000),
    picklist('Type', 'Type', ['Call', 'Meeting', 'Other', 'Email']),
    checkbox('IsClosed', 'Closed', READ_ONLY),
    picklist('TaskSubtype', 'Task Subtype', ['Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'], {
      restricted: true,
      defaultValue: 'Task',
    }),
    integer('CallDurationInSeconds', 'Call Duration', 8),
    picklist('CallType', 'Call Type', ['Internal', 'Inbound', 'Outbound']),
    text('CallDisposition', 'Call Result', 255),
    checkbox('IsReminderSet', 'Reminder Set'),
    dateTime('ReminderDateTime', 'Reminder Date/Time'),
    dateTime('CompletedDateTime', 'Completed Date', READ_ONLY),
    ...SYSTEM_FIELDS,
  ],
  derive: (values) => ({
    ...values,
    IsClosed: values.Status === COMPLETED,
    IsHighPriority: values.Priority === 'High',
  }),
});

export const event: ObjectDefinition = defineObject({
  name: 'Event',
  label: 'Event',
  labelPlural: 'Events',
  keyPrefix: '00U',
  nameField: 'Subject',
  fields: [
    idField('Activity ID'),
    ...ABOUT,
    picklist('Subject', 'Subject', SUBJECTS),
    text('Location', 'Location', 255),
    checkbox('IsAllDayEvent', 'All-Day Event'),
    dateTime('ActivityDateTime', 'Due Date Time'),
    date('ActivityDate', 'Due Date Only'),
    integer('DurationInMinutes', 'Duration', 8),
    dateTime('StartDateTime', 'Start Date Time'),
    dateTime('EndDateTime', 'End Date Time'),
    textArea('Description', 'Description', 32_000),
    OWNER_OR_QUEUE,
    picklist('Type', 'Type', ['Call', 'Email', 'Meeting', 'Other']),
    picklist('ShowAs', 'Show Time As', ['Busy', 'OutOfOffice', 'Free'], { restricted: true, defaultValue: 'Busy' }),
    checkbox('IsPrivate', 'Private'),
    checkbox('IsReminderSet', 'Reminder Set'),
    dateTime('ReminderDateTime', 'Reminder Date/Time'),
    ...SYSTEM_FIELDS,
  ],
  derive: (values) => ({ ...values, ...timesOf(values.StartDateTime, values.EndDateTime, values.DurationInMinutes) }),
});

/** Start, end and minutes: whichever of the last two is missing is told by the others. */
function timesOf(start: unknown, end: unknown, minutes: unknown): Readonly<Record<string, string | number>> {
  if (typeof start !== 'string') return {};
  const from = Date.parse(start);
  const day = { ActivityDateTime: start, ActivityDate: start.slice(0, 10) };
  if (typeof end === 'string') return { ...day, DurationInMinutes: Math.round((Date.parse(end) - from) / 60_000) };
  if (typeof minutes !== 'number') return day;
  return { ...day, EndDateTime: new Date(from + minutes * 60_000).toISOString() };
}
