/** The address of an alert's page, and what is read of it. */

export const pathOf = (id: string): string => `/alerts/${encodeURIComponent(id)}`;

/** Undefined where it is the address of no alert. */
export const alertAt = (path: string): string | undefined => /^\/alerts\/(\w+)$/.exec(path)?.[1];
