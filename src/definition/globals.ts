import type { ResourceType } from '../model/value.ts';

const TEXT: ResourceType = { dataType: 'Text' };

/** A family of global variables: its members with their types, or `any` where an org adds its own. */
export interface GlobalFamily {
  readonly members: Readonly<Record<string, ResourceType>> | 'any';
}

const ANY: GlobalFamily = { members: 'any' };

/** Global variables that only flows without a person have: the record they were started by, what they give to a prompt. */
export const TRIGGER_GLOBALS: readonly string[] = ['$Record', '$Record__Prior', '$Input', '$Output', '$EventMessage'];

/** Global variables that a flow may refer to (reference: flow-semantics 11). */
export const GLOBALS: Readonly<Record<string, GlobalFamily>> = {
  $Flow: {
    members: {
      CurrentDate: { dataType: 'Date' },
      CurrentDateTime: { dataType: 'DateTime' },
      CurrentRecord: TEXT,
      CurrentStage: TEXT,
      ActiveStages: { dataType: 'Text', collection: true },
      FaultMessage: TEXT,
      InterviewGuid: TEXT,
      InterviewStartTime: { dataType: 'DateTime' },
    },
  },
  $GlobalConstant: { members: { True: { dataType: 'Boolean' }, False: { dataType: 'Boolean' }, EmptyString: TEXT } },
  $User: ANY,
  $UserRole: ANY,
  $Organization: ANY,
  $Profile: ANY,
  $Label: ANY,
  $Api: ANY,
  $Permission: ANY,
  $Setup: ANY,
  $CustomMetadata: ANY,
  $System: ANY,
  $Client: ANY,
  $Locale: ANY,
};
