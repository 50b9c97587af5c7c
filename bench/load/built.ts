/** A module out of what was built: the compiler does not take the scripts for Redis along. */
export const built = async <Module>(path: string) => (await import(new URL(`../../../dist/${path}.js`, import.meta.url).href)) as Module;
