import type { StorageOperation } from '../domain/event.ts';
import { hostOnly, storeOf, storeOfApp } from './stores.ts';

/** What one request through a web proxy carried to or from a cloud store. */
export interface WebTransfer {
  readonly service: string;
  readonly operation: StorageOperation;
  readonly bytes: number | undefined;
  readonly object: string | undefined;
}

/** Requests below are talk between page and server: sign-ins, listings, telemetry. */
const UPLOAD_FROM_BYTES = 65_536;
/** Answers below are pages and scripts. */
const DOWNLOAD_FROM_BYTES = 1_048_576;

/**
 * A request with an uploaded file counts wherever it went; to and from a known store the bytes alone tell,
 * above a floor that keeps the talk of its pages out.
 */
export function webTransfers(request: {
  readonly host: string | undefined;
  readonly app: string | undefined;
  readonly sentBytes: number | undefined;
  readonly receivedBytes: number | undefined;
  readonly uploaded: string | undefined;
  readonly downloaded: string | undefined;
}): readonly WebTransfer[] {
  const host = hostOnly(request.host ?? '');
  const store = storeOf(host) ?? storeOfApp(request.app ?? '');
  const transfers: WebTransfer[] = [];
  const { sentBytes, receivedBytes, uploaded, downloaded } = request;
  const service = store ?? host;
  if (service === '') return [];
  if (uploaded !== undefined || (store !== undefined && (sentBytes ?? 0) >= UPLOAD_FROM_BYTES))
    transfers.push({ service, operation: 'upload', bytes: sentBytes, object: uploaded });
  if (store !== undefined && (downloaded !== undefined || (receivedBytes ?? 0) >= DOWNLOAD_FROM_BYTES))
    transfers.push({ service, operation: 'download', bytes: receivedBytes, object: downloaded });
  return transfers;
}
