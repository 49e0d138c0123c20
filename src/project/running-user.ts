import { UsageError } from '../errors.ts';
import type { InterviewContext } from '../model/interview.ts';
import type { OrgDefinition, User } from '../model/org.ts';
import { nearest } from '../values/nearest.ts';

/** The user's name where the org folder has no user: messages then say which file to create. */
const NO_USER = 'flow';

/**
 * The user a flow runs as.
 * @param as username, or name of the user's file, in any case; null = the org's default user.
 * @returns undefined where the org has no user at all, or several and no default, and `as` is null.
 * @throws UsageError where there is no such user.
 */
export function findUser(org: OrgDefinition, as: string | null): User | undefined {
  const wanted = (as ?? org.defaultUser)?.toLowerCase();
  if (wanted === undefined) return undefined;
  const found = org.users.find(
    ({ name, username }) => username.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  if (found || as === null) return found;
  const names = org.users.map(({ username }) => username);
  const near = nearest(as, names);
  const known =
    names.length === 0
      ? 'the org folder has no users: create org/users/<name>.user.yaml'
      : `users: ${names.join(', ')}`;
  throw new UsageError(`there is no user ${as}`, near === undefined ? known : `did you mean ${near}?`);
}

/** What the running user's file leaves open. */
export interface Region {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** The region of this machine. */
export function systemRegion(): Region {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { locale, timeZone };
}

/** Who runs an interview, where and when. */
export function contextFor(user: User | undefined, region: Region, startedAt: number): InterviewContext {
  return {
    user: user?.name ?? NO_USER,
    locale: (user?.locale && knownLocale(user.locale)) || region.locale,
    timeZone: (user?.timeZone && knownTimeZone(user.timeZone)) || region.timeZone,
    startedAt,
  };
}

/** Salesforce writes `en_US`. @returns undefined where nothing is known of the locale. */
function knownLocale(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

function knownTimeZone(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
