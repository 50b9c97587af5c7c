/** A class that can be made with `new`. */
export type Class<T extends object = object> = new (...args: never[]) => T;
