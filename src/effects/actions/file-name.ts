/**
 * The name of the file, without its ending, that implements an action in a project's folder `actions/`: the action's own,
 * with a dot for the colon of a local action (`c:lookUp` is `c.lookUp`) and an underscore for what no path should hold.
 */
export function actionFileName(action: string): string {
  return action.replaceAll(':', '.').replaceAll(/[^\p{L}\p{N}_. -]/gu, '_');
}
