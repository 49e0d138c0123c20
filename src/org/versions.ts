/** Oldest and newest version of the REST API that the org answers: Winter '11 to Summer '26. */
const OLDEST = 20;
const NEWEST = 67;

export interface ApiVersion {
  readonly label: string;
  readonly url: string;
  /** `66.0` */
  readonly version: string;
}

/** Three releases a year; v65 is Winter '26. */
function label(version: number): string {
  const releases = version - 20;
  const season = ['Winter', 'Spring', 'Summer'][releases % 3] ?? '';
  return `${season} '${11 + Math.floor(releases / 3)}`;
}

/** What `GET /services/data` lists, oldest first. */
export const API_VERSIONS: readonly ApiVersion[] = Array.from({ length: NEWEST - OLDEST + 1 }, (_, i) => {
  const version = OLDEST + i;
  return { label: label(version), url: `/services/data/v${version}.0`, version: `${version}.0` };
});

const KNOWN = new Set(API_VERSIONS.map(({ version }) => `v${version}`));

/** Whether a path segment such as `v66.0` names a version. */
export function isApiVersion(segment: string): boolean {
  return KNOWN.has(segment);
}
