import { defineObject, type RecordValues } from './define-object.ts';
import {
  checkbox,
  currency,
  date,
  double,
  idField,
  OWNER,
  percent,
  picklist,
  READ_ONLY,
  REQUIRED,
  reference,
  SYSTEM_FIELDS,
  text,
  textArea,
} from './fields.ts';
import { LEAD_SOURCES } from './picklists.ts';

/** What a stage means for the forecast, in a new Salesforce org: probability in percent, category. */
const STAGES: Readonly<Record<string, readonly [probability: number, category: string]>> = {
  Prospecting: [10, 'Pipeline'],
  Qualification: [10, 'Pipeline'],
  'Needs Analysis': [20, 'Pipeline'],
  'Value Proposition': [50, 'Pipeline'],
  'Id. Decision Makers': [60, 'Pipeline'],
  'Perception Analysis': [70, 'Pipeline'],
  'Proposal/Price Quote': [75, 'Pipeline'],
  'Negotiation/Review': [90, 'Pipeline'],
  'Closed Won': [100, 'Closed'],
  'Closed Lost': [0, 'Omitted'],
};

export const opportunity = defineObject({
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  nameField: 'Name',
  fields: [
    idField('Opportunity ID'),
    reference('AccountId', 'Account ID', ['Account'], { deleteConstraint: 'Cascade' }),
    text('Name', 'Name', 120, REQUIRED),
    textArea('Description', 'Description', 32_000),
    picklist('StageName', 'Stage', Object.keys(STAGES), REQUIRED),
    currency('Amount', 'Amount', 18, 2),
    percent('Probability', 'Probability (%)', 3, 0),
    currency('ExpectedRevenue', 'Expected Amount', 18, 2, READ_ONLY),
    double('TotalOpportunityQuantity', 'Quantity', 18, 2),
    date('CloseDate', 'Close Date', REQUIRED),
    picklist('Type', 'Opportunity Type', [
      'Existing Customer - Upgrade',
      'Existing Customer - Replacement',
      'Existing Customer - Downgrade',
      'New Customer',
    ]),
    text('NextStep', 'Next Step', 255),
    picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
    checkbox('IsClosed', 'Closed', READ_ONLY),
    checkbox('IsWon', 'Won', READ_ONLY),
    picklist('ForecastCategory', 'Forecast Category', ['Omitted', 'Pipeline', 'BestCase', 'Forecast', 'Closed'], {
      length: 40,
      ...READ_ONLY,
    }),
    reference('ContactId', 'Contact ID', ['Contact'], { updateable: false }),
    OWNER,
    reference('RecordTypeId', 'Record Type ID', ['RecordType']),
    ...SYSTEM_FIELDS,
  ],
  derive: withForecast,
});

/** A new stage brings its probability, unless the same save names another. */
function withForecast(values: RecordValues, changes: RecordValues): RecordValues {
  const { StageName, Amount } = values;
  const stage = typeof StageName === 'string' ? STAGES[StageName] : undefined;
  const given = 'StageName' in changes ? changes.Probability : values.Probability;
  const probability = typeof given === 'number' ? given : (stage?.[0] ?? null);
  return {
    ...values,
    Probability: probability,
    ForecastCategory: stage?.[1] ?? 'Pipeline',
    IsClosed: StageName === 'Closed Won' || StageName === 'Closed Lost',
    IsWon: StageName === 'Closed Won',
    ExpectedRevenue: typeof Amount === 'number' && probability !== null ? Math.round(Amount * probability) / 100 : null,
  };
}
