/**
 * Functions of Salesforce's reference that have no meaning outside of the page, report or org they were made for, and
 * why. A formula that calls one is told so instead of "there is no function" (reference: formula-semantics 61 and 63).
 */
export const UNSUPPORTED_FUNCTIONS: Readonly<Record<string, string>> = {
  CURRENCYRATE: 'exchange rates are kept in an org',
  GETRECORDIDS: 'it belongs to list buttons, which hand over the selected records',
  GETSESSIONID: 'there is no session of an org',
  IMAGEPROXYURL: 'it belongs to pages of an org',
  JUNCTIONIDLIST: 'it belongs to the API of an org',
  LINKTO: 'it belongs to custom buttons and Visualforce',
  PARENTGROUPVAL: 'it belongs to summary formulas of reports',
  PREDICT: 'it belongs to Einstein Discovery',
  PREVGROUPVAL: 'it belongs to summary formulas of reports',
  REQUIRESCRIPT: 'it belongs to custom buttons',
  URLFOR: 'it belongs to custom buttons and Visualforce',
  VLOOKUP: 'it belongs to validation rules of custom objects; use Get Records',
};
