import { createElement } from 'react';

/** JSX without a compile step: Node runs these files as they are. */
export const h = createElement;
