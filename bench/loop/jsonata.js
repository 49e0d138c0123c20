import jsonata from 'jsonata';
import { items } from './workload.js';

/** One expression that folds the items. */
export function prepare() {
  const expression = jsonata(`$reduce(items, function($sum, $item) {
    $item > 5000
      ? { "total": $sum.total + $item, "small": $sum.small, "seen": $sum.seen + 1 }
      : { "total": $sum.total, "small": $sum.small + 1, "seen": $sum.seen + 1 }
  }, { "total": 0, "small": 0, "seen": 0 })`);
  return async () => ({ ...(await expression.evaluate({ items })) });
}
