/** File name of an org's database in its directory. */
export const DATABASE_FILE = 'org.db';
