import { type Access, BROADBAND, FIBRE } from './places.ts';

/** How one of the staff lives. Hours are local wall-clock hours (Oslo unless away), decimal. */
export interface Person {
  readonly name: string;
  readonly startHour: number;
  /** Standard deviation of the start, in hours. */
  readonly startSpread: number;
  readonly home: Access;
  readonly desktop: Desktop;
  readonly phone: 'iphone' | 'android';
  readonly app: string;
  /** Chances per working day. */
  readonly homeOffice: number;
  readonly evening: number;
  readonly phoneMail: number;
  readonly weekend: number;
  /** Local hour about which evening work lies. */
  readonly eveningHour: number;
  /** First and last day of holidays, local dates. */
  readonly holidays: readonly (readonly [string, string])[];
  /** Share of days of an eight-day rota worked; absent for Monday to Friday. */
  readonly rota?: readonly boolean[];
  readonly filesPerSession: number;
  readonly usesDropbox?: boolean;
  readonly journey?: Journey;
}

/** Days away, from the first evening on which nothing is heard to the day after which home life goes on. */
export interface Journey {
  readonly leaves: string;
  readonly arrives: string;
  readonly departs: string;
  readonly returns: string;
}

export type Desktop =
  | 'windows-chrome'
  | 'windows-edge'
  | 'windows-firefox'
  | 'mac-safari'
  | 'mac-chrome'
  | 'linux-firefox';

export const VICTIM = 'ola@example.com';
export const TRAVELLER = 'ingrid@example.com';
export const NIGHT_WORKER = 'per@example.com';
export const MARKETING = 'marte@example.com';
export const BACKUP = 'backup@example.com';

const office = {
  startSpread: 0.45,
  homeOffice: 0.15,
  evening: 0.15,
  phoneMail: 0.5,
  weekend: 0.12,
  eveningHour: 20.5,
  filesPerSession: 0.7,
} as const;

/** A dozen Oslo staff; the backup account is no person and lives in `backup.ts`. */
export const STAFF: readonly Person[] = [
  {
    ...office,
    name: VICTIM,
    startHour: 7.8,
    home: FIBRE,
    desktop: 'windows-chrome',
    phone: 'android',
    app: 'citrix',
    evening: 0.2,
    holidays: [['2018-07-09', '2018-07-22']],
  },
  {
    ...office,
    name: 'kari@example.com',
    startHour: 9.6,
    startSpread: 0.8,
    home: FIBRE,
    desktop: 'linux-firefox',
    phone: 'android',
    app: 'git',
    evening: 0.45,
    eveningHour: 22.3,
    weekend: 0.3,
    holidays: [['2018-07-16', '2018-08-05']],
  },
  {
    ...office,
    name: 'nils@example.com',
    startHour: 8.6,
    startSpread: 0.9,
    home: BROADBAND,
    desktop: 'mac-safari',
    phone: 'iphone',
    app: 'crm',
    homeOffice: 0.35,
    phoneMail: 0.9,
    holidays: [['2018-07-02', '2018-07-15']],
  },
  {
    ...office,
    name: TRAVELLER,
    startHour: 8.2,
    home: FIBRE,
    desktop: 'mac-chrome',
    phone: 'iphone',
    app: 'crm',
    phoneMail: 0.8,
    holidays: [['2018-07-09', '2018-07-20']],
    journey: { leaves: '2018-08-18', arrives: '2018-08-20', departs: '2018-08-24', returns: '2018-08-27' },
  },
  {
    ...office,
    name: NIGHT_WORKER,
    startHour: 22,
    startSpread: 0.3,
    home: BROADBAND,
    desktop: 'windows-edge',
    phone: 'android',
    app: 'citrix',
    homeOffice: 0,
    evening: 0,
    phoneMail: 0.3,
    weekend: 0,
    rota: [true, true, true, true, true, false, false, false],
    holidays: [['2018-07-23', '2018-08-05']],
  },
  {
    ...office,
    name: MARKETING,
    startHour: 8.9,
    home: BROADBAND,
    desktop: 'mac-chrome',
    phone: 'iphone',
    app: 'mail',
    evening: 0.25,
    filesPerSession: 0.4,
    usesDropbox: true,
    holidays: [['2018-07-16', '2018-07-29']],
  },
  {
    ...office,
    name: 'lars@example.com',
    startHour: 7.2,
    startSpread: 0.3,
    home: BROADBAND,
    desktop: 'windows-edge',
    phone: 'iphone',
    app: 'erp',
    filesPerSession: 1.3,
    holidays: [['2018-07-09', '2018-07-29']],
  },
  {
    ...office,
    name: 'anne@example.com',
    startHour: 8.4,
    home: FIBRE,
    desktop: 'windows-chrome',
    phone: 'iphone',
    app: 'mail',
    rota: [true, true, false, true, false, false, true, false],
    weekend: 0.05,
    holidays: [['2018-07-02', '2018-07-20']],
  },
  {
    ...office,
    name: 'jonas@example.com',
    startHour: 6.4,
    home: BROADBAND,
    desktop: 'windows-firefox',
    phone: 'android',
    app: 'vpn',
    homeOffice: 0.5,
    holidays: [['2018-06-25', '2018-07-08']],
  },
  {
    ...office,
    name: 'silje@example.com',
    startHour: 10.4,
    startSpread: 1,
    home: FIBRE,
    desktop: 'mac-chrome',
    phone: 'iphone',
    app: 'git',
    homeOffice: 0.3,
    evening: 0.55,
    eveningHour: 23.2,
    weekend: 0.35,
    holidays: [['2018-07-30', '2018-08-12']],
  },
  {
    ...office,
    name: 'henrik@example.com',
    startHour: 7.5,
    startSpread: 0.6,
    home: FIBRE,
    desktop: 'windows-chrome',
    phone: 'iphone',
    app: 'mail',
    phoneMail: 1,
    evening: 0.3,
    weekend: 0.3,
    holidays: [['2018-07-09', '2018-07-22']],
  },
  {
    ...office,
    name: 'solveig@example.com',
    startHour: 8.1,
    home: BROADBAND,
    desktop: 'windows-firefox',
    phone: 'android',
    app: 'erp',
    filesPerSession: 1,
    holidays: [['2018-08-06', '2018-08-19']],
  },
];
