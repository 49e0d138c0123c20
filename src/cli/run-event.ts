import type { DeliveredEvent } from '../effects/index.ts';
import { FlowrunError, UsageError } from '../errors.ts';
import type { Values } from '../model/value.ts';
import { isFields } from '../values/fields.ts';
import { parseJson } from '../values/json.ts';

/** `Order_Shipped__e={"Number__c": 7}`; the fields may be left out. @throws UsageError */
export function readEvent(given: string): DeliveredEvent {
  const at = given.indexOf('=');
  const event = (at < 0 ? given : given.slice(0, at)).trim();
  if (event === '') throw new UsageError(`--event ${given}: a name is needed`, `write --event 'Order_Shipped__e={…}'`);
  return { event, payload: at < 0 ? {} : recordFromJson(given.slice(at + 1), `--event ${event}`) };
}

/** @throws UsageError for what is no JSON object. */
export function recordFromJson(text: string, option: string): Values {
  try {
    const value = parseJson(text);
    if (isFields(value)) return value;
  } catch (error) {
    if (!(error instanceof FlowrunError)) throw error;
    throw new UsageError(`${option}: ${error.message}`, `write '{"Name": "Acme"}'`);
  }
  throw new UsageError(`${option} holds no record`, `write '{"Name": "Acme"}'`);
}
