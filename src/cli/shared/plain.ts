/** What comes from outside may hold anything: nothing in it may move the cursor of a terminal. Ends of lines stay. */
export const plain = (text: string): string => text.replace(/[^\P{C}\n]/gu, '?');

/** The same of text that is laid out with tabs, which stay as well. */
export const plainLayout = (text: string): string => text.replace(/[^\P{C}\n\t]/gu, '?');
