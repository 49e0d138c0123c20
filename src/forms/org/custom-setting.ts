import type { OrgForm } from '../define-form.ts';

/** `org/settings/<Setting>.yaml`. */
export const CUSTOM_SETTING = {
  type: 'customSetting',
  tag: 'CustomObject',
  doc: 'A hierarchy custom setting: {!$Setup.Setting__c.Field__c} is the value of the user, else of the profile, else of the org.',
  rows: [
    { key: 'org', form: 'typedFields', doc: 'Values of the whole org by API name of the field.' },
    { key: 'profiles', form: 'settingLevels', doc: 'Values by profile: { Standard User: { Limit__c: 5 } }.' },
    { key: 'users', form: 'settingLevels', doc: 'Values by username.' },
  ],
} as const satisfies OrgForm<'customSetting'>;
