import type { ObjectDefinition, RecordValues } from './define-object.ts';
import { defineObject } from './define-object.ts';
import {
  address,
  checkbox,
  currency,
  date,
  double,
  email,
  idField,
  integer,
  OWNER,
  percent,
  phone,
  picklist,
  READ_ONLY,
  REQUIRED,
  reference,
  SYSTEM_FIELDS,
  text,
  textArea,
  url,
} from './fields.ts';

/** Products, their prices, and what is sold of them. */

export const product: ObjectDefinition = defineObject({
  name: 'Product2',
  label: 'Product',
  labelPlural: 'Products',
  keyPrefix: '01t',
  nameField: 'Name',
  fields: [
    idField('Product ID'),
    text('Name', 'Product Name', 255, REQUIRED),
    text('ProductCode', 'Product Code', 255),
    textArea('Description', 'Product Description', 4000),
    checkbox('IsActive', 'Active'),
    picklist('Family', 'Product Family', ['None']),
    url('DisplayUrl', 'Display URL', 1000),
    text('StockKeepingUnit', 'Product SKU', 180),
    text('QuantityUnitOfMeasure', 'Quantity Unit Of Measure', 40),
    reference('RecordTypeId', 'Record Type ID', ['RecordType']),
    ...SYSTEM_FIELDS,
  ],
});

export const pricebook: ObjectDefinition = defineObject({
  name: 'Pricebook2',
  label: 'Price Book',
  labelPlural: 'Price Books',
  keyPrefix: '01s',
  nameField: 'Name',
  fields: [
    idField('Price Book ID'),
    text('Name', 'Price Book Name', 255, REQUIRED),
    textArea('Description', 'Description'),
    checkbox('IsActive', 'Active'),
    checkbox('IsStandard', 'Is Standard Price Book', READ_ONLY),
    ...SYSTEM_FIELDS,
  ],
});

export const pricebookEntry: ObjectDefinition = defineObject({
  name: 'PricebookEntry',
  label: 'Price Book Entry',
  labelPlural: 'Price Book Entries',
  keyPrefix: '01u',
  nameField: 'Name',
  fields: [
    idField('Price Book Entry ID'),
    text('Name', 'Product Name', 255, READ_ONLY),
    reference('Pricebook2Id', 'Price Book ID', ['Pricebook2'], { ...REQUIRED, updateable: false }),
    reference('Product2Id', 'Product ID', ['Product2'], { ...REQUIRED, updateable: false }),
    currency('UnitPrice', 'List Price', 18, 2, REQUIRED),
    checkbox('IsActive', 'Active'),
    checkbox('UseStandardPrice', 'Use Standard Price'),
    text('ProductCode', 'Product Code', 255, READ_ONLY),
    ...SYSTEM_FIELDS,
  ],
});

const DETAIL = { deleteConstraint: 'Cascade' } as const;

export const opportunityLineItem: ObjectDefinition = defineObject({
  name: 'OpportunityLineItem',
  label: 'Opportunity Product',
  labelPlural: 'Opportunity Products',
  keyPrefix: '00k',
  nameField: 'Name',
  fields: [
    idField('Line Item ID'),
    reference('OpportunityId', 'Opportunity ID', ['Opportunity'], { ...REQUIRED, ...DETAIL, updateable: false }),
    integer('SortOrder', 'Sort Order', 9),
    reference('PricebookEntryId', 'Price Book Entry ID', ['PricebookEntry']),
    reference('Product2Id', 'Product ID', ['Product2']),
    text('ProductCode', 'Product Code', 255, READ_ONLY),
    text('Name', 'Opportunity Product Name', 376, READ_ONLY),
    double('Quantity', 'Quantity', 12, 2, REQUIRED),
    percent('Discount', 'Discount', 5, 2),
    currency('TotalPrice', 'Total Price', 18, 2),
    currency('UnitPrice', 'Sales Price', 18, 2),
    currency('ListPrice', 'List Price', 18, 2, READ_ONLY),
    date('ServiceDate', 'Date'),
    text('Description', 'Line Description', 255),
    ...SYSTEM_FIELDS,
  ],
  derive: totalled,
});

/** The price of one and the price of all: one is given, the other follows. */
function totalled(values: RecordValues, changes: RecordValues): RecordValues {
  const { Quantity: quantity, UnitPrice: unit, TotalPrice: total, Discount: discount } = values;
  if (typeof quantity !== 'number') return values;
  const part = 1 - (typeof discount === 'number' ? discount / 100 : 0);
  if (typeof unit === 'number' && (changes.TotalPrice ?? null) === null)
    return { ...values, TotalPrice: cents(quantity * unit * part) };
  if (typeof total === 'number' && (changes.UnitPrice ?? null) === null && quantity * part !== 0)
    return { ...values, UnitPrice: cents(total / (quantity * part)) };
  return values;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

export const quote: ObjectDefinition = defineObject({
  name: 'Quote',
  label: 'Quote',
  labelPlural: 'Quotes',
  keyPrefix: '0Q0',
  nameField: 'Name',
  fields: [
    idField('Quote ID'),
    text('QuoteNumber', 'Quote Number', 30, { nillable: false, ...READ_ONLY, autoNumber: 8 }),
    text('Name', 'Quote Name', 255, REQUIRED),
    reference('OpportunityId', 'Opportunity ID', ['Opportunity'], DETAIL),
    reference('AccountId', 'Account ID', ['Account']),
    reference('ContactId', 'Contact ID', ['Contact']),
    reference('Pricebook2Id', 'Price Book ID', ['Pricebook2']),
    picklist('Status', 'Status', [
      'Draft',
      'Needs Review',
      'In Review',
      'Approved',
      'Rejected',
      'Presented',
      'Accepted',
      'Denied',
    ]),
    date('ExpirationDate', 'Expiration Date'),
    textArea('Description', 'Description', 32_000),
    currency('Tax', 'Tax', 18, 2),
    currency('ShippingHandling', 'Shipping and Handling', 18, 2),
    ...address('Billing', 'Bill To'),
    ...address('Shipping', 'Ship To'),
    email('Email', 'Email'),
    phone('Phone', 'Phone'),
    OWNER,
    ...SYSTEM_FIELDS,
  ],
});

export const order: ObjectDefinition = defineObject({
  name: 'Order',
  label: 'Order',
  labelPlural: 'Orders',
  keyPrefix: '801',
  nameField: 'OrderNumber',
  fields: [
    idField('Order ID'),
    text('OrderNumber', 'Order Number', 30, { nillable: false, ...READ_ONLY, autoNumber: 8 }),
    reference('AccountId', 'Account ID', ['Account'], REQUIRED),
    reference('ContractId', 'Contract ID', ['Contract']),
    reference('Pricebook2Id', 'Price Book ID', ['Pricebook2']),
    reference('OpportunityId', 'Opportunity ID', ['Opportunity']),
    date('EffectiveDate', 'Order Start Date', REQUIRED),
    date('EndDate', 'Order End Date'),
    picklist('Status', 'Status', ['Draft', 'Activated'], { ...REQUIRED, defaultValue: 'Draft' }),
    picklist('Type', 'Order Type', []),
    textArea('Description', 'Description', 32_000),
    ...address('Billing', 'Billing'),
    ...address('Shipping', 'Shipping'),
    text('Name', 'Order Name', 80),
    currency('TotalAmount', 'Order Amount', 18, 2, READ_ONLY),
    OWNER,
    reference('RecordTypeId', 'Record Type ID', ['RecordType']),
    ...SYSTEM_FIELDS,
  ],
});

export const orderItem: ObjectDefinition = defineObject({
  name: 'OrderItem',
  label: 'Order Product',
  labelPlural: 'Order Products',
  keyPrefix: '802',
  nameField: 'OrderItemNumber',
  fields: [
    idField('Order Product ID'),
    text('OrderItemNumber', 'Order Product Number', 30, { nillable: false, ...READ_ONLY, autoNumber: 10 }),
    reference('OrderId', 'Order ID', ['Order'], { ...REQUIRED, ...DETAIL, updateable: false }),
    reference('Product2Id', 'Product ID', ['Product2']),
    reference('PricebookEntryId', 'Price Book Entry ID', ['PricebookEntry']),
    double('Quantity', 'Quantity', 16, 2, REQUIRED),
    currency('UnitPrice', 'Unit Price', 18, 2),
    currency('TotalPrice', 'Total Price', 18, 2, READ_ONLY),
    date('ServiceDate', 'Start Date'),
    date('EndDate', 'End Date'),
    text('Description', 'Line Description', 255),
    ...SYSTEM_FIELDS,
  ],
  derive: totalled,
});

export const contract: ObjectDefinition = defineObject({
  name: 'Contract',
  label: 'Contract',
  labelPlural: 'Contracts',
  keyPrefix: '800',
  nameField: 'ContractNumber',
  fields: [
    idField('Contract ID'),
    text('ContractNumber', 'Contract Number', 30, { nillable: false, ...READ_ONLY, autoNumber: 8 }),
    reference('AccountId', 'Account ID', ['Account'], REQUIRED),
    reference('Pricebook2Id', 'Price Book ID', ['Pricebook2']),
    picklist('Status', 'Status', ['In Approval Process', 'Activated', 'Draft'], { ...REQUIRED, defaultValue: 'Draft' }),
    date('StartDate', 'Contract Start Date'),
    date('EndDate', 'Contract End Date', READ_ONLY),
    integer('ContractTerm', 'Contract Term', 4),
    picklist('OwnerExpirationNotice', 'Owner Expiration Notice', ['15', '30', '45', '60', '90', '120']),
    reference('CompanySignedId', 'Company Signed By ID', ['User']),
    date('CompanySignedDate', 'Company Signed Date'),
    reference('CustomerSignedId', 'Customer Signed By ID', ['Contact']),
    date('CustomerSignedDate', 'Customer Signed Date'),
    textArea('SpecialTerms', 'Special Terms', 4000),
    textArea('Description', 'Description', 32_000),
    ...address('Billing', 'Billing'),
    text('Name', 'Contract Name', 80),
    OWNER,
    reference('RecordTypeId', 'Record Type ID', ['RecordType']),
    ...SYSTEM_FIELDS,
  ],
});

export const asset: ObjectDefinition = defineObject({
  name: 'Asset',
  label: 'Asset',
  labelPlural: 'Assets',
  keyPrefix: '02i',
  nameField: 'Name',
  fields: [
    idField('Asset ID'),
    text('Name', 'Asset Name', 255, REQUIRED),
    reference('AccountId', 'Account ID', ['Account']),
    reference('ContactId', 'Contact ID', ['Contact']),
    reference('ParentId', 'Parent Asset ID', ['Asset']),
    reference('Product2Id', 'Product ID', ['Product2']),
    text('SerialNumber', 'Serial Number', 80),
    picklist('Status', 'Status', ['Shipped', 'Installed', 'Registered', 'Obsolete', 'Purchased']),
    date('PurchaseDate', 'Purchase Date'),
    date('InstallDate', 'Install Date'),
    date('UsageEndDate', 'Usage End Date'),
    currency('Price', 'Price', 18, 2),
    double('Quantity', 'Quantity', 12, 2),
    textArea('Description', 'Description', 32_000),
    checkbox('IsCompetitorProduct', 'Competitor Asset'),
    OWNER,
    reference('RecordTypeId', 'Record Type ID', ['RecordType']),
    ...SYSTEM_FIELDS,
  ],
});
