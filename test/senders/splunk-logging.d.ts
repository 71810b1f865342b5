/** As much of Splunk's client as the test uses; the package brings no types. */
declare module 'splunk-logging' {
  interface Message {
    readonly message: unknown;
    readonly metadata?: { readonly sourcetype?: string; readonly host?: string; readonly time?: number };
  }
  type Answer = { readonly text: string; readonly code: number } | undefined;
  export class Logger {
    constructor(config: { readonly token: string; readonly url: string; readonly maxBatchCount?: number });
    error: (error: Error) => void;
    send(message: Message, callback?: (error: Error | null, response: unknown, body: Answer) => void): void;
    flush(callback: (error: Error | null, response: unknown, body: Answer) => void): void;
  }
}
