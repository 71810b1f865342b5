/** As much of Node's modules as the Worker uses (`nodejs_compat`): their own types would bring Node's globals along. */

declare module 'node:zlib' {
  interface Inflation extends AsyncIterable<Uint8Array> {
    /** Of the input, so far as it was used. */
    readonly bytesWritten: number;
  }
  interface Options {
    /** Bytes of a piece that comes out. */
    readonly chunkSize: number;
  }
  export function createGunzip(options: Options): Inflation;
  export function createInflate(options: Options): Inflation;
}

declare module 'node:stream' {
  /** Reads `source` as `through` takes it; a failure of one ends the other. */
  export function pipeline<T>(source: AsyncIterable<T>, through: AsyncIterable<T>, done: () => void): void;
}

declare module 'node:crypto' {
  export class X509Certificate {
    /** @throws when it is no certificate */
    constructor(pem: string);
    /** As "Nov 23 09:17:14 2026 GMT". */
    readonly validFrom: string;
    readonly validTo: string;
    readonly publicKey: { export(options: { type: 'spki'; format: 'der' }): Uint8Array };
  }
}
