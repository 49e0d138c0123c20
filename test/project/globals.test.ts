import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { globalFamilies, loadOrgFolder, resolveGlobal } from '../../src/definition/index.ts';
import type { InterviewContext } from '../../src/model/interview.ts';
import type { Value } from '../../src/model/value.ts';
import { globalValue } from '../../src/project/globals.ts';
import { coerce } from '../../src/values/coerce.ts';

const { org, diagnostics } = await loadOrgFolder(resolve(import.meta.dirname, 'org'));
const as = (user: string): InterviewContext => ({ user, locale: 'en-US', timeZone: 'UTC', startedAt: 0 });
const globalOf = (path: string, user = 'ada', session?: string): Value =>
  globalValue(org, path.split('.'), as(user), session);

describe('global variables', () => {
  it('are read from an org without problems', () => {
    expect(diagnostics).toEqual([]);
  });

  it.each<[string, Value]>([
    ['$User.FirstName', 'Ada'],
    ['$user.firstname', 'Ada'],
    ['$User.Name', 'Ada King'],
    ['$User.Username', 'ada@example.com'],
    ['$User.Email', 'ada@mail.example'],
    ['$User.Department', 'Sales'],
    ['$User.TimeZoneSidKey', 'Europe/Berlin'],
    ['$User.LanguageLocaleKey', 'de'],
    ['$User.IsActive', true],
    ['$User.Nothing', null],
    ['$User.constructor', null],
    ['$User', null],
    ['$toString.x', null],
    ['$Profile.Name', 'Inside Sales'],
    ['$Profile.Description', 'Sells by telephone'],
    ['$UserRole.Name', 'Sales, West'],
    ['$UserRole.DeveloperName', 'Sales_West'],
    ['$UserRole.RollupDescription', null],
    ['$Organization.Name', 'Acme'],
    ['$Organization.Id', '00D000000000062EAA'],
    ['$Organization.City', 'Berlin'],
    ['$Organization.IsSandbox', true],
    ['$Organization.DefaultCurrencyIsoCode', 'EUR'],
    ['$Permission.May_Sell', true],
    ['$Permission.May_Discount', true],
    ['$Permission.May_Buy', false],
    ['$Label.Hello', 'Hallo'],
    ['$Label.Only_Master', 'Master'],
    ['$Label.npsp__Welcome', 'Willkommen'],
    ['$Label.Nothing', null],
    ['$CustomMetadata.Site_URLs__mdt.Default.Base_URL__c', 'https://example.com'],
    ['$custommetadata.site_urls__mdt.default.base_url__c', 'https://example.com'],
    ['$CustomMetadata.Site_URLs__mdt.Default.Since__c', '2026-01-31'],
    ['$CustomMetadata.Site_URLs__mdt.Default.MasterLabel', 'Default'],
    ['$CustomMetadata.Site_URLs__mdt.Default.Other__c', null],
    ['$CustomMetadata.Site_URLs__mdt.Nothing.Base_URL__c', null],
    ['$Api.Enterprise_Server_URL_660', 'https://acme.my.salesforce.com/services/Soap/c/66.0/00D000000000062'],
    ['$Api.Partner_Server_URL_90', 'https://acme.my.salesforce.com/services/Soap/u/9.0/00D000000000062'],
    ['$Api.Session_ID', ''],
    ['$Client.FormFactor', 'Large'],
  ])('%s is %j', (path, value) => {
    expect(globalOf(path)).toEqual(value);
  });

  it('takes the nearest level of a setting that has a value: user, profile, org', () => {
    const limits = (user: string): Value[] =>
      ['Most__c', 'Least__c', 'Step__c'].map((field) => globalOf(`$Setup.Limits__c.${field}`, user));
    expect(limits('ada')).toEqual([30, 2, { $units: 15, $scale: 1 }]);
    expect(limits('bob')).toEqual([10, 1, { $units: 15, $scale: 1 }]);
    expect(limits('nobody')).toEqual([10, 1, { $units: 15, $scale: 1 }]);
  });

  it('shows the master text where a language has no translation, and the base of a regional language', () => {
    expect(globalOf('$Label.Hello', 'bob')).toBe('Hello');
    expect(globalOf('$Label.Hello', 'eva')).toBe('Hola');
  });

  it('gives a session id only where somebody gave one', () => {
    expect(globalOf('$Api.Session_ID', 'ada', '00Dxx!secret')).toBe('00Dxx!secret');
  });

  it('every user has an id of the form of an org', () => {
    expect(globalOf('$User.Id')).toMatch(/^005\w{15}$/);
    expect(globalOf('$User.Id', 'bob')).toBe('005000000000042AAA');
    expect(globalOf('$User.Id', 'nobody')).toBeNull();
    expect(globalOf('$Profile.Id')).toMatch(/^00e\w{15}$/);
    expect(globalOf('$User.ProfileId')).toBe(globalOf('$Profile.Id'));
    expect(globalOf('$User.UserRoleId')).toBe(globalOf('$UserRole.Id'));
    expect(globalOf('$UserRole.ParentRoleId')).toMatch(/^00E\w{15}$/);
  });

  it('have values of the type that the checker knows', () => {
    const families = globalFamilies(org);
    const walk = (family: string): readonly string[] =>
      Object.entries(families[family]?.members ?? {}).flatMap(([name, type]) => [name, ...deeper(name, type.fields)]);
    const deeper = (name: string, fields: Readonly<Record<string, { fields?: object }>> = {}): readonly string[] =>
      Object.entries(fields).flatMap(([key, type]) => [
        `${name}.${key}`,
        ...deeper(`${name}.${key}`, type.fields as never),
      ]);
    const misfits = Object.keys(families)
      .filter((family) => !['$Flow', '$GlobalConstant', '$System'].includes(family))
      .flatMap((family) => walk(family).map((member) => `${family}.${member}`))
      .filter((path) => {
        const [head = '', ...members] = path.split('.');
        const found = resolveGlobal(families, head, members);
        const value = globalOf(path);
        const type = found.kind === 'known' ? found.type : undefined;
        return type !== undefined && type.dataType !== 'Record' && !isDeepStrictEqual(coerce(value, type), value);
      });
    expect(misfits).toEqual([]);
    expect(walk('$CustomMetadata')).toContain('Site_URLs__mdt.Default.Since__c');
  });
});

describe('what the checker knows of them', () => {
  const families = globalFamilies(org);
  const look = (path: string): unknown => {
    const [head = '', ...members] = path.split('.');
    const found = resolveGlobal(families, head, members);
    return found.kind === 'known' ? (found.type?.dataType ?? 'any') : found;
  };

  it.each([
    ['$Label.Hello', 'Text'],
    ['$Permission.may_sell', 'Boolean'],
    ['$Setup.Limits__c.Most__c', 'Number'],
    ['$CustomMetadata.Site_URLs__mdt.Default.Since__c', 'Date'],
    ['$CustomMetadata.Site_URLs__mdt.Default.Label', 'Text'],
    ['$User.IsActive', 'Boolean'],
    ['$User.Department', 'Text'],
    ['$User.Custom__c', 'any'],
    ['$Organization.IsSandbox', 'Boolean'],
    ['$Api.Enterprise_Server_URL_660', 'any'],
    ['$Api.Session_ID', 'Text'],
    ['$System.OriginDateTime', 'DateTime'],
    // Of another package nothing is in the folder.
    ['$Label.other__Welcome', 'any'],
  ])('%s: %s', (path, type) => {
    expect(look(path)).toBe(type);
  });

  it.each([
    ['$Label.Helo', '$Label', 'Helo'],
    ['$Label.npsp__Welcom', '$Label', 'npsp__Welcom'],
    ['$Permission.May_Sel', '$Permission', 'May_Sel'],
    ['$Setup.Limits__c.Moste__c', '$Setup.Limits__c', 'Moste__c'],
    ['$CustomMetadata.Site_URLs__mdt.Defalt.Base_URL__c', '$CustomMetadata.Site_URLs__mdt', 'Defalt'],
    ['$CustomMetadata.Site_URLs__mdt.Default.Url__c', '$CustomMetadata.Site_URLs__mdt.Default', 'Url__c'],
    ['$Api.Enterprise_Server', '$Api', 'Enterprise_Server'],
    ['$System.Now', '$System', 'Now'],
  ])('%s does not exist', (path, owner, member) => {
    expect(look(path)).toMatchObject({ kind: 'unknown-member', owner, member });
  });

  it('of an org that declares nothing, anything may exist', () => {
    const found = resolveGlobal(globalFamilies(), '$Label', ['Anything']);
    expect(found).toEqual({ kind: 'known', type: undefined });
  });
});
