/** A bench could not be carried out. */
export class BenchError extends Error {}
