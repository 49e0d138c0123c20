/** The table stands below the screens, which ask it too. */
export { BEHAVIOUR_SINCE, type Behaviour, behaves } from '../values/api-version.ts';
