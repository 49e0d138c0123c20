import { customErrorWithoutTrigger } from './custom-error-without-trigger.ts';
import { duplicateName } from './duplicate-name.ts';
import { effectInLoop } from './effect-in-loop.ts';
import { endlessWithoutScreen } from './endless-without-screen.ts';
import { formulaError } from './formula-error.ts';
import { hardCodedId } from './hard-coded-id.ts';
import { loopWithoutExit } from './loop-without-exit.ts';
import { malformedReference } from './malformed-reference.ts';
import { missingFaultPath } from './missing-fault-path.ts';
import { missingStart } from './missing-start.ts';
import { missingSubflowInput } from './missing-subflow-input.ts';
import { notAssignable } from './not-assignable.ts';
import { nullUnsafeRead } from './null-unsafe-read.ts';
import { outcomeNeverTaken } from './outcome-never-taken.ts';
import { requestBody } from './request-body.ts';
import type { Rule } from './rule.ts';
import { transformCollections } from './transform-collections.ts';
import { transformWithoutValues } from './transform-without-values.ts';
import { typeMismatch } from './type-mismatch.ts';
import { uncommittedBeforeCallout } from './uncommitted-before-callout.ts';
import { unknownComponentAttribute } from './unknown-component-attribute.ts';
import { unknownConnectorTarget } from './unknown-connector-target.ts';
import { unknownField } from './unknown-field.ts';
import { unknownFlow } from './unknown-flow.ts';
import { unknownNamedCredential } from './unknown-named-credential.ts';
import { unknownOperation } from './unknown-operation.ts';
import { unknownReference } from './unknown-reference.ts';
import { unreachableElement } from './unreachable-element.ts';
import { unusedResource } from './unused-resource.ts';

/** Every semantic rule. What is wrong with notation and shape is reported by the reader under ids of its own. */
export const RULES: readonly Rule[] = [
  missingStart,
  duplicateName,
  unknownReference,
  unknownConnectorTarget,
  unknownNamedCredential,
  requestBody,
  unknownOperation,
  unknownFlow,
  unknownComponentAttribute,
  unknownField,
  notAssignable,
  typeMismatch,
  formulaError,
  transformCollections,
  transformWithoutValues,
  customErrorWithoutTrigger,
  malformedReference,
  unreachableElement,
  loopWithoutExit,
  endlessWithoutScreen,
  effectInLoop,
  missingFaultPath,
  uncommittedBeforeCallout,
  nullUnsafeRead,
  missingSubflowInput,
  hardCodedId,
  outcomeNeverTaken,
  unusedResource,
];
