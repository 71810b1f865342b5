export const STYLESHEET = ``;
