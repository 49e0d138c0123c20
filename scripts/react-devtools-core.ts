/** Stands in for ink's optional developer tools, which its bundle would otherwise look for at run time. */
export default { initialize(): void {}, connectToDevTools(): void {} };
