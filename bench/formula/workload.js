/** Three formulas as admins write them, their inputs and what Salesforce makes of them; the peers give the same. */
export const formulas = [
  {
    name: 'IF with text functions',
    text: 'IF(LEN(name) > 5 && BEGINS(UPPER(name), "AC"), LEFT(name, 4) & "-" & TEXT(ROUND(amount * 1.19, 2)), SUBSTITUTE(LOWER(name), "a", "b"))',
    expected: 'Acme-23.79',
  },
  {
    name: 'nested CASE',
    text: 'CASE(stage, "New", CASE(MOD(number, 3), 0, "a", 1, "b", "c"), "Open", CASE(kind, "A", "x", "B", "y", "z"), "Closed", "done", "?")',
    expected: 'y',
  },
  {
    name: 'date arithmetic',
    text: 'IF(closed - opened > 30, YEAR(opened + 45) * 100 + MONTH(opened + 45), DAY(closed) - DAY(opened))',
    expected: '202603',
  },
];

/** By name: the type as flowrun calls it, and the value as text. */
export const inputs = {
  name: ['Text', 'Acme Rockets'],
  amount: ['Number', '19.99'],
  stage: ['Text', 'Open'],
  kind: ['Text', 'B'],
  number: ['Number', '7'],
  opened: ['Date', '2026-01-31'],
  closed: ['Date', '2026-03-31'],
};
