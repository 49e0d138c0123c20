import type { Flow } from '../../model/flow.ts';
import type { Rule } from './rule.ts';

export const customErrorWithoutTrigger: Rule = {
  id: 'custom-error-without-trigger',
  severity: 'warning',
  doc: 'A custom error stands in a flow that no record starts: there is no save that it could refuse.',
  check: ({ flow }) =>
    isTriggered(flow)
      ? []
      : flow.elements.flatMap(({ type, name, place }) =>
          type === 'customError'
            ? [
                {
                  message: `${name} refuses the save of a record, and no record starts this flow`,
                  place,
                  label:
                    'only for flows with start: { trigger: RecordBeforeSave, … }, RecordAfterSave or RecordBeforeDelete',
                  suggestion: 'show a screen with the message instead, or let a record start the flow',
                },
              ]
            : [],
        ),
};

function isTriggered({ trigger }: Flow): boolean {
  return trigger?.type.startsWith('Record') === true;
}
