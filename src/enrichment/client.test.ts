import { describe, expect, it } from 'vitest';
import { parseClient } from './client.ts';

const FIREFOX_60 = 'Mozilla/5.0 (Windows NT 6.1; WOW64; rv:60.0) Gecko/20100101 Firefox/60.0';
const SAFARI_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';

describe('the client of a user agent', () => {
  it('names browser, system and version', () => {
    expect(parseClient(FIREFOX_60)).toEqual({ family: 'Firefox', os: 'Windows 7', version: 60, automation: false });
    expect(parseClient(SAFARI_IPHONE)).toEqual({ family: 'Mobile Safari', os: 'iOS', version: 19, automation: false });
  });

  it.each([
    ['curl/8.16.0', 'curl'],
    ['rclone/v1.65.0', 'rclone'],
    ['python-requests/2.32', 'python-requests'],
    ['aws-cli/2.15.0 Python/3.11', 'AWS CLI'],
    ['azcopy/10.22', 'AzCopy'],
    ['restic/0.19', 'restic'],
  ])('knows %s for a tool that scripts drive', (userAgent, family) => {
    expect(parseClient(userAgent)).toMatchObject({ family, automation: true });
  });

  it.each([
    ['OneDrive Sync Client 26.101', 'OneDrive sync'],
    ['Microsoft SkyDriveSync 23.076', 'OneDrive sync'],
    ['DropboxDesktopClient/190.4', 'Dropbox desktop'],
    ['CitrixReceiver/23.2 Windows/10.0', 'Citrix Workspace'],
  ])('does not take %s for a script', (userAgent, family) => {
    expect(parseClient(userAgent)).toMatchObject({ family, automation: false });
  });

  it('keeps the product name of an agent that nobody knows, and calls none unknown', () => {
    expect(parseClient('AcmeThing/3.1 (x)').family).toBe('AcmeThing');
    expect(parseClient(undefined)).toEqual({ family: 'unknown', automation: false });
  });

  it('reads a hostile agent in bounded time and size', () => {
    const client = parseClient(`${'('.repeat(1_000_000)}`);
    expect(client.family.length).toBeLessThanOrEqual(40);
  });
});
